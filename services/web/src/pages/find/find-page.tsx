import { translateLoosely } from '@wsis/i18n';
import type { Edition } from '../../application/ports.js';
import { Layout } from '../layout.js';
import { useAddress, usePage } from '../page-context.js';
import { EmptyState } from '../parts/empty-state.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Tabs } from '../parts/tabs.js';
import { Theirs } from '../parts/words.js';

export type FindGroup = 'settings' | 'people' | 'submissions' | 'nominees';

/** One thing that was found, and where it stands. */
export interface Finding {
  readonly path: string;
  readonly name: string;
  readonly detail?: string | undefined;
}

export interface FindPageProps {
  readonly editions: readonly Edition[];
  readonly edition: Edition;
  /** What is looked for; empty before anything was typed. */
  readonly words: string;
  /** By kind; undefined where it could not be asked for. */
  readonly groups: readonly { readonly name: FindGroup; readonly found: readonly Finding[] | undefined }[];
  /** The most of each kind that are shown. */
  readonly limit: number;
}

const findPath = (edition: string, words: string) =>
  `/desk/find?${new URLSearchParams({ edition, ...(words === '' ? {} : { q: words }) }).toString()}`;

/** Looks for a name in everything that the reader may see. */
export function FindPage({ editions, edition, words, groups, limit }: FindPageProps) {
  const { say } = usePage();
  const address = useAddress();
  const nothing = groups.length > 0 && groups.every(({ found }) => found?.length === 0);
  return (
    <Layout title={say('web.find.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.find.title')}</h1>
      {editions.length < 2 ? null : (
        <Tabs
          label={say('web.submissions.editions')}
          tabs={editions.map(({ id, name }) => ({
            path: findPath(id, words),
            label: name,
            current: id === edition.id,
          }))}
        />
      )}
      <form class="filter" method="get" action={address('/desk/find')} role="search">
        <input type="hidden" name="edition" value={edition.id} />
        <div>
          <label for="q">{say('web.find.words')}</label>
          <input id="q" type="search" name="q" value={words} dir="auto" maxlength={100} aria-describedby="q-hint" />
        </div>
        <button type="submit" class="button">
          {say('web.find.title')}
        </button>
      </form>
      <p class="hint" id="q-hint">
        {say('web.find.hint')}
      </p>
      {nothing ? <EmptyState title={say('web.find.nothing')}>{say('web.find.nothing.next')}</EmptyState> : null}
      {groups.map(({ name, found }) => (
        <Group key={name} name={name} found={found} limit={limit} />
      ))}
    </Layout>
  );
}

function Group({ name, found, limit }: FindPageProps['groups'][number] & { limit: number }) {
  const { language, say } = usePage();
  if (found?.length === 0) return null;
  return (
    <section aria-labelledby={name}>
      <h2 id={name}>{translateLoosely(language, `web.find.group.${name}`)}</h2>
      {found === undefined ? (
        <Notice kind="warning">{say('web.find.away')}</Notice>
      ) : (
        <>
          <ul>
            {found.slice(0, limit).map(({ path, name: label, detail }) => (
              <li key={path}>
                <PageLink to={path}>
                  <Theirs text={label === '' ? say('web.submission.untitled') : label} />
                </PageLink>
                {detail === undefined || detail === '' ? null : (
                  <>
                    {' – '}
                    <Theirs text={detail} />
                  </>
                )}
              </li>
            ))}
          </ul>
          {found.length > limit ? <p class="hint">{say('web.find.more')}</p> : null}
        </>
      )}
    </section>
  );
}
