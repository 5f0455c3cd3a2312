import { formatInstant, translateLoosely } from '@wsis/i18n';
import { AUDITED_SERVICES, DEED_KINDS, type Deed, type DeedList } from '../../application/audit/ports.js';
import type { Edition } from '../../application/ports.js';
import { DEEDS } from '../../domain/deeds.js';
import { gatheredDeeds, type GatheredDeed } from '../../domain/gathered-deeds.js';
import { PersonName } from '../approvals/approvals-page.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { LONGEST_FILE } from '../parts/csv.js';
import { DownloadLink, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable, type Column } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import { tableAddress, type TableState } from '../parts/table-query.js';
import { Theirs } from '../parts/words.js';
import { placeOf } from './deed-places.js';
import { ExactDeed, deedInWords, servicesInWords } from './deed-words.js';

export type AuditFilter = 'person' | 'action' | 'service' | 'edition' | 'about' | 'from' | 'until';

export interface AuditPageProps {
  readonly list: DeedList;
  readonly editions: readonly Edition[];
  readonly names: ReadonlyMap<string, string>;
  readonly state: TableState;
  /** Filters that cannot be read, and why. */
  readonly errors: Readonly<Partial<Record<AuditFilter, string>>>;
  /** Those who are called what was written, where they are several. */
  readonly people: ReadonlyMap<string, string>;
}

/** What people with roles did and looked at, over all services. */
export function AuditPage(props: AuditPageProps) {
  const { list, state, errors, people } = props;
  const { language, say } = usePage();
  const title = say('web.audit.title');
  return (
    <Layout title={title} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{title}</h1>
      <p class="lead">{say('web.audit.explained')}</p>
      {list.away.length === 0 ? null : (
        <Notice kind="warning">{say('web.desk.away', { parts: servicesInWords(language, list.away) })}</Notice>
      )}
      <AuditFilters {...props} />
      {people.size === 0 ? null : (
        <Notice>
          <p>{say('web.audit.person.several')}</p>
          <ul>
            {[...people].map(([id, name]) => (
              <li key={id}>
                <PageLink to={narrowed(state, { person: id })}>
                  <Theirs text={name} />
                </PageLink>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {Object.keys(errors).length > 0 || people.size > 0 ? null : (
        <>
          <p>
            <DownloadLink to={tableAddress({ ...state, path: `${state.path}/file` }, {})}>
              {say('web.audit.download')}
            </DownloadLink>{' '}
            <span class="quiet">{say('web.audit.download.most', { most: LONGEST_FILE })}</span>
          </p>
          <DataTable
            caption={title}
            columns={useColumns(props)}
            rows={gatheredDeeds(list.items)}
            rowKey={({ deed }) => deed.id}
            state={state}
            nextCursor={list.nextCursor}
            empty={<p>{say('web.audit.none')}</p>}
          />
        </>
      )}
    </Layout>
  );
}

function AuditFilters({ editions, names, state, errors }: AuditPageProps) {
  const { language, say } = usePage();
  const { person } = state.filters;
  // What was chosen by id is shown by name.
  const filters = person === undefined ? state.filters : { ...state.filters, person: names.get(person) ?? person };
  const actions = [...new Set(Object.values(DEEDS).flat())];
  return (
    <TableFilter
      state={{ ...state, filters }}
      search={{ name: 'person', label: say('web.audit.person'), error: errors.person }}
      choices={[
        {
          name: 'action',
          label: say('web.audit.action'),
          options: [
            ...DEED_KINDS.map((value) => ({ value, label: translateLoosely(language, `web.audit.action.${value}`) })),
            ...actions.map((value) => ({ value, label: deedInWords(language, value) })),
          ],
        },
        {
          name: 'service',
          label: say('web.audit.service'),
          options: AUDITED_SERVICES.map((value) => ({ value, label: servicesInWords(language, [value]) })),
        },
        {
          name: 'edition',
          label: say('web.desk.edition'),
          options: editions.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      fields={[
        { name: 'about', label: say('web.audit.about'), type: 'search' },
        { name: 'from', label: say('web.audit.from'), type: 'date', error: errors.from },
        { name: 'until', label: say('web.audit.until'), type: 'date', error: errors.until },
      ]}
    />
  );
}

function useColumns({ editions, names, state }: AuditPageProps): readonly Column<GatheredDeed<Deed>>[] {
  const { account, language, say } = usePage();
  const instant = (at: Date | undefined) => (at === undefined ? '' : formatInstant(language, at, 'UTC'));
  return [
    {
      key: 'at',
      label: say('web.audit.when'),
      heading: true,
      cell: ({ deed, count, since }) => (
        <>
          <time datetime={deed.at?.toISOString()}>{instant(deed.at)}</time>
          {count === 1 ? null : (
            <>
              <br />
              <span class="quiet">{say('web.audit.times', { count, since: instant(since) })}</span>
            </>
          )}
        </>
      ),
    },
    {
      key: 'actor',
      label: say('web.audit.who'),
      cell: ({ deed: { actor } }) =>
        actor === undefined ? (
          say('web.audit.platform')
        ) : (
          <PageLink to={narrowed(state, { person: actor })}>
            {actor === account?.accountId ? say('web.approvals.you') : <PersonName names={names} id={actor} />}
          </PageLink>
        ),
    },
    {
      key: 'action',
      label: say('web.audit.what'),
      cell: ({ deed }) => (
        <>
          {deedInWords(language, deed.action)} {isLook(deed) ? <Badge>{say('web.audit.look')}</Badge> : null}
          <Reason reason={deed.details['reason']} />
          <ExactDeed deed={deed} />
        </>
      ),
    },
    {
      key: 'about',
      label: say('web.audit.where'),
      cell: ({ deed, services }) => <About {...{ deed, services, state, editions, place: placeOf(deed, account) }} />,
    },
  ];
}

interface AboutProps {
  readonly deed: Deed;
  readonly services: readonly string[];
  readonly state: TableState;
  readonly editions: readonly Edition[];
  readonly place: string | undefined;
}

function About({ deed: { editionId, subjectId, action }, services, state, editions, place }: AboutProps) {
  const { language, say } = usePage();
  const edition = editions.find(({ id }) => id === editionId)?.name ?? editionId;
  const which = <span class="unseen">{deedInWords(language, action)}</span>;
  const links = [
    place === undefined ? undefined : (
      <PageLink to={place}>
        {say('web.audit.open')} {which}
      </PageLink>
    ),
    subjectId === '' || subjectId === editionId ? undefined : (
      <PageLink to={narrowed(state, { about: subjectId })}>
        {say('web.audit.sameThing')} {which}
      </PageLink>
    ),
  ].filter((link) => link !== undefined);
  return (
    <>
      {services.length === AUDITED_SERVICES.length ? say('web.audit.everywhere') : servicesInWords(language, services)}
      {edition === undefined ? null : (
        <>
          <br />
          <span class="quiet">
            <Theirs text={edition} />
          </span>
        </>
      )}
      {links.map((link, index) => (
        <>
          {index === 0 ? <br /> : ' · '}
          {link}
        </>
      ))}
    </>
  );
}

/** Why somebody looked, where they had to say it. */
function Reason({ reason }: { reason: unknown }) {
  if (typeof reason !== 'string') return null;
  return (
    <p class="quiet">
      <Theirs text={reason} />
    </p>
  );
}

function narrowed(state: TableState, filters: Partial<Record<AuditFilter, string>>): string {
  return tableAddress(state, { filters: { ...state.filters, ...filters } });
}

function isLook({ action }: Deed): boolean {
  return action.startsWith('GET ') || action.endsWith('.looked');
}
