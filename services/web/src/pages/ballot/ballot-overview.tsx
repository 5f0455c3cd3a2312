import { formatInstant } from '@wsis/i18n';
import type { Ballot, BallotRules, BallotVerdict } from '../../application/ballot/ports.js';
import type { Calendar, Edition } from '../../application/ports.js';
import { nextEmpty } from '../../domain/choices.js';
import { chooseText } from '../../domain/shown-text.js';
import { EditionClock } from '../contest/clock.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { Theirs, categoryName } from '../parts/words.js';
import type { OfferedCategory } from './choosing-page.js';
import { Ring } from './ring.js';

export interface BallotOverviewProps {
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
  readonly rules: BallotRules;
  readonly ballot: Ballot;
  readonly verdict: BallotVerdict;
  readonly offered: readonly OfferedCategory[];
}

/** My ballot: what is chosen, what is to go, whether it counts as it stands, and the way to the next choice. */
export function BallotOverview({ edition, calendar, rules, ballot, verdict, offered }: BallotOverviewProps) {
  const { language, say } = usePage();
  const path = `/editions/${encodeURIComponent(edition.id)}/ballot`;
  const codes = offered.map(({ category }) => category.code);
  const lost = offered.filter(({ category }) => ballot.lostCategories.includes(category.code));
  const next = lost[0]?.category.code ?? nextEmpty(codes, ballot.choices, codes.at(-1) ?? '');
  const filled = codes.filter((code) => ballot.choices[code] !== undefined);
  return (
    <Layout title={say('web.ballot.title')} editionId={edition.id}>
      <h1>{say('web.ballot.title')}</h1>
      <div class="ballot-head">
        <Ring categories={codes} filled={new Set(filled)} />
        <div>
          <p class="lead">{say('web.ballot.filled', { filled: filled.length, all: codes.length })}</p>
          <Verdict verdict={verdict} />
          {verdict.closed || lost.length === 0 ? null : <Lost lost={lost} path={path} />}
          {verdict.closed ? null : (
            <p class="quiet">
              {rules.mayChange ? say('web.ballot.mayChange') : say('web.ballot.mayNotChange')}{' '}
              <RuleLink edition={edition.id} rule="vote.mayChange" />{' '}
              <RuleLink edition={edition.id} rule="vote.categoriesRequired" />
            </p>
          )}
        </div>
      </div>
      <p class="actions">
        {verdict.closed || next === undefined ? null : (
          <LinkButton to={`${path}/categories/${encodeURIComponent(next)}`}>{say('web.ballot.next')}</LinkButton>
        )}
        {verdict.closed ? null : (
          <LinkButton to={`${path}/all`} quiet>
            {say('web.ballot.all')}
          </LinkButton>
        )}
        {ballot.version === 0 ? null : (
          <LinkButton to={`${path}/receipt`} quiet>
            {say('web.ballot.receipt')}
          </LinkButton>
        )}
      </p>
      {calendar === undefined ? null : <EditionClock calendar={calendar} />}
      <h2>{say('web.ballot.categories')}</h2>
      <ol class="ballot">
        {offered.map((entry) => (
          <Line key={entry.category.code} entry={entry} ballot={ballot} path={path} closed={verdict.closed} />
        ))}
      </ol>
      {ballot.savedAt === undefined ? null : (
        <p class="quiet">
          {say('web.ballot.savedAt', { instant: formatInstant(language, ballot.savedAt, edition.timeZone) })}
        </p>
      )}
      <p>
        <PageLink to="/my-data">{say('web.ballot.myData')}</PageLink>
      </p>
    </Layout>
  );
}

/** What was withdrawn after it was chosen, in which categories: to be read without looking for it. */
function Lost({ lost, path }: { lost: readonly OfferedCategory[]; path: string }) {
  const { language, say } = usePage();
  return (
    <Notice kind="warning">
      <p>{say('web.ballot.lostSome', { count: lost.length })}</p>
      <ul>
        {lost.map(({ category }) => (
          <li key={category.code}>
            <PageLink to={`${path}/categories/${encodeURIComponent(category.code)}`}>
              {categoryName(language, [category], category.code)}
            </PageLink>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Whether it counts as it stands, in words that leave no doubt. */
function Verdict({ verdict }: { verdict: BallotVerdict }) {
  const { say } = usePage();
  const { closed, categoriesRequired: required, categoriesToGo: toGo } = verdict;
  switch (verdict.why) {
    case undefined:
      return <Notice kind="success">{closed ? say('web.verdict.counted') : say('web.verdict.counts')}</Notice>;
    case 'no-ballot':
      return <Notice>{closed ? say('web.verdict.none') : say('web.verdict.notYet', { required })}</Notice>;
    case 'incomplete':
      return (
        <Notice kind="warning">
          {closed ? say('web.verdict.incomplete', { required }) : say('web.verdict.toGo', { toGo, required })}
        </Notice>
      );
    case 'under-review':
      return <Notice kind="warning">{say('web.verdict.underReview')}</Notice>;
    case 'removed':
      return (
        <Notice kind="problem">
          {say('web.verdict.removed', {
            rule: verdict.decision?.rule ?? '–',
            row: verdict.decision?.ledgerNumber ?? 0,
          })}
        </Notice>
      );
  }
}

function Line(props: { entry: OfferedCategory; ballot: Ballot; path: string; closed: boolean }) {
  const { entry, ballot, path, closed } = props;
  const { language, say } = usePage();
  const { category, nominees } = entry;
  const number = ballot.choices[category.code];
  const nominee = nominees.find((one) => one.number === number);
  const text = nominee && chooseText(nominee.texts, language)?.text;
  return (
    <li value={category.number}>
      <p class="ballot-category">{categoryName(language, [category], category.code)}</p>
      <p>
        {number === undefined ? (
          <span class="quiet">{say('web.ballot.empty')}</span>
        ) : (
          <strong>
            <Theirs text={text?.title ?? nominee?.organisation ?? String(number)} language={text?.language} />
          </strong>
        )}
      </p>
      {ballot.lostCategories.includes(category.code) ? (
        <Notice kind="warning">{closed ? say('web.ballot.lostForGood') : say('web.ballot.lost')}</Notice>
      ) : null}
      {closed ? null : (
        <p>
          <PageLink to={`${path}/categories/${encodeURIComponent(category.code)}`}>
            {number === undefined ? say('web.ballot.choose') : say('web.ballot.change')}
            <span class="unseen"> {categoryName(language, [category], category.code)}</span>
          </PageLink>
        </p>
      )}
    </li>
  );
}
