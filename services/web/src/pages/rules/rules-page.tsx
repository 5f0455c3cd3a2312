import type { ComponentChildren } from 'preact';
import { formatInstant, formatList, languageName, translateLoosely } from '@wsis/i18n';
import { RULE_PATHS, type FormField, type Provenance, type RulePath } from '@wsis/rule-book';
import type { Edition } from '../../application/ports.js';
import type { AdoptedRules, DraftedRules, RulesVersion } from '../../application/rules/ports.js';
import type { LoweredGateNotice } from '../../application/translations/ports.js';
import { rulesDeskPath } from '../editions/edition-pages.js';
import { LoweredGates } from '../translations/lowered-gates.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { EmptyState } from '../parts/empty-state.js';
import { Facts } from '../parts/facts.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { PreviewLinks } from '../parts/preview-links.js';
import { articleNumber, ruleGroup } from '../parts/rule-link.js';
import { ruleSentence, textOf } from './rule-sentence.js';

type ShownRules = AdoptedRules | DraftedRules;

export interface RulesProps {
  readonly edition: Edition;
  /** Absent before any were adopted. A draft is shown as it will read once it is. */
  readonly rules: ShownRules | undefined;
  /** The latest first. */
  readonly versions: readonly RulesVersion[];
  /** Where the language gate was lowered since; absent where it could not be asked. */
  readonly lowered: readonly LoweredGateNotice[] | undefined;
}

/** The rules as numbered articles, each with a lasting address and where it comes from. */
export function RulesPage({ edition, rules, versions, lowered }: RulesProps) {
  const { say } = usePage();
  const title = say('web.rules.title', { edition: edition.name });
  return (
    <Layout title={title} editionId={edition.id}>
      <h1>{title}</h1>
      {rules === undefined ? (
        <EmptyState title={say('web.rules.none')}>
          <p>{say('web.rules.none.detail')}</p>
        </EmptyState>
      ) : (
        <Articles {...{ edition, rules, versions, lowered }} />
      )}
    </Layout>
  );
}

function Articles({ edition, rules, versions, lowered }: RulesProps & { rules: ShownRules }) {
  const { language, say } = usePage();
  const groups = [...new Set(RULE_PATHS.map(ruleGroup))];
  const prevailing = languageName(language, rules.ruleBook.languages.prevailing);
  const path = `/editions/${encodeURIComponent(edition.id)}/rules`;
  return (
    <>
      {'draft' in rules ? <DraftBanner edition={edition} draft={rules.draft} /> : null}
      <p class="lead">{say('web.rules.intro')}</p>
      {rules.version >= (versions[0]?.version ?? 0) ? null : (
        <Notice kind="warning">
          <p>{say('web.rules.older')}</p>
          <p>
            <PageLink to={path}>{say('web.rules.current')}</PageLink>
          </p>
        </Notice>
      )}
      <Notice>{say('web.rules.prevailing', { language: prevailing })}</Notice>
      <nav aria-label={say('web.rules.contents')}>
        <ol class="contents">
          {groups.map((group) => (
            <li key={group}>
              <a href={`#${group}-rules`}>{translateLoosely(language, `web.article-group.${group}`)}</a>
            </li>
          ))}
        </ol>
      </nav>
      {groups.map((group, index) => (
        <section key={group} aria-labelledby={`${group}-rules`}>
          <h2 id={`${group}-rules`}>{`${index + 1}. ${translateLoosely(language, `web.article-group.${group}`)}`}</h2>
          {RULE_PATHS.filter((rule) => ruleGroup(rule) === group).map((rule) => (
            <Article key={rule} rules={rules} rule={rule}>
              {rule === 'languages.gate' ? <Lowered {...{ edition, rules, lowered }} /> : null}
            </Article>
          ))}
        </section>
      ))}
      <Versions edition={edition} rules={rules} versions={versions} path={path} />
    </>
  );
}

/** Above what nobody has adopted yet: whose it is, the same in the other languages, and the way back. */
function DraftBanner({ edition, draft }: { edition: Edition; draft: number }) {
  const { say } = usePage();
  const path = rulesDeskPath(edition);
  return (
    <Notice kind="warning" title={say('web.rules-desk.preview.banner', { version: draft })}>
      <p>{say('web.preview.links')}</p>
      <PreviewLinks path={`${path}/preview`} />
      <p>
        <PageLink to={path}>{say('web.rules-desk.title')}</PageLink>
      </p>
    </Notice>
  );
}

function Lowered({ edition, rules, lowered }: Pick<RulesProps, 'edition' | 'lowered'> & { rules: ShownRules }) {
  const { say } = usePage();
  if (lowered === undefined) return <p>{say('web.gate.unknown')}</p>;
  return <LoweredGates edition={edition} ruleBook={rules.ruleBook} lowered={lowered} />;
}

function Article(props: { rules: ShownRules; rule: RulePath; children?: ComponentChildren }) {
  const { rules, rule, children } = props;
  const { ruleBook } = rules;
  const { language } = usePage();
  const number = articleNumber(rule);
  return (
    <article class="rule" id={rule}>
      <p>
        <a class="rule-number" href={`#${rule}`}>
          {number}
        </a>{' '}
        {ruleSentence(language, ruleBook, rule)}
      </p>
      <Origin provenance={ruleBook.provenance[rule]} />
      {children}
      {rule === 'submission.fields' ? <Fields fields={ruleBook.submission.fields} /> : null}
    </article>
  );
}

/** Whether ITU published a rule, and where; or that it is an assumption, and why. Notes are in English, as they were written. */
function Origin({ provenance }: { provenance: Provenance }) {
  const { say } = usePage();
  const { status, source, note } = provenance;
  return (
    <p class="rule-origin">
      <Badge mood={status === 'published' ? 'good' : 'warn'}>
        {status === 'published' ? say('web.rules.published') : say('web.rules.assumption')}
      </Badge>{' '}
      {source === undefined || !/^https?:\/\//.test(source) ? null : (
        <a
          href={source}
          rel="noopener noreferrer"
          aria-label={`${say('web.labelled', { label: say('web.rules.source') })} ${new URL(source).host}`}
        >
          {say('web.rules.source')}
        </a>
      )}{' '}
      {note === undefined ? null : (
        <bdi lang="en" class="quiet">
          {note}
        </bdi>
      )}
    </p>
  );
}

/** What a submission is asked for: its fields are rules, too, each with an address. */
function Fields({ fields }: { fields: readonly FormField[] }) {
  const { language, say } = usePage();
  return (
    <details>
      <summary>{say('web.rules.fields')}</summary>
      <ul>
        {fields.map((field) => {
          const limits = [
            ...(field.required ? [say('web.rules.field.required')] : []),
            ...(field.maxWords === null ? [] : [say('web.rules.field.words', { max: field.maxWords })]),
          ];
          return (
            <li key={field.id} id={`submission.fields.${field.id}`}>
              {textOf(language, field.labels)}
              {limits.length === 0 ? null : <span class="quiet"> ({formatList(language, limits)})</span>}
              {field.provenance.status === 'published' ? null : (
                <span class="quiet"> · {say('web.rules.assumption')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Versions(props: Omit<RulesProps, 'lowered'> & { rules: ShownRules; path: string }) {
  const { edition, rules, versions, path } = props;
  const { language, say } = usePage();
  const api = `/api/competition/editions/${encodeURIComponent(edition.id)}/rule-book`;
  const inForce = rules.version === versions[0]?.version;
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{say('web.rules.versions')}</h2>
      <Facts
        facts={[
          [say('web.rules.version'), say('web.rules.versionNumber', { version: rules.version })],
          [
            say('web.rules.adopted'),
            'draft' in rules ? undefined : formatInstant(language, rules.adoptedAt, edition.timeZone),
          ],
          [
            say('web.rules.hash'),
            <code dir="ltr" translate={false}>
              {rules.hash}
            </code>,
          ],
        ]}
      />
      {'draft' in rules ? null : (
        <p>
          <a href={inForce ? `${api}/canonical` : `${api}/versions/${rules.version}`}>{say('web.rules.file')}</a>
        </p>
      )}
      <ul>
        {versions.map(({ version, adoptedAt, hash }) => (
          <li key={version}>
            <PageLink to={`${path}?version=${version}`}>{say('web.rules.versionNumber', { version })}</PageLink>
            {' · '}
            {formatInstant(language, adoptedAt, edition.timeZone)}{' '}
            <code dir="ltr" translate={false}>
              {hash.slice(0, 12)}
            </code>
          </li>
        ))}
      </ul>
    </section>
  );
}
