import { formatInstant, formatNumber, translateLoosely } from '@wsis/i18n';
import type { DeskEdition } from '../../application/editions/ports.js';
import { BALLOT_DECISIONS, RELEASE_KINDS, type Outcome, type ReleaseKind } from '../../application/outcome/ports.js';
import { EditionTabs, editionPath, useEditionCrumbs } from '../editions/edition-pages.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { CheckItem, CheckList } from '../parts/check-list.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';

export interface OutcomeProps {
  readonly edition: DeskEdition;
  readonly outcome: Outcome;
}

const STEPS = ['closed', 'running', 'reviews', 'objections', 'certified', 'panels'] as const;
type Step = (typeof STEPS)[number];

/** Whether each step is done, and where in the edition's desk it is mended. */
const DONE: Readonly<Record<Step, (outcome: Outcome) => boolean>> = {
  closed: ({ ballots }) => ballots !== undefined,
  running: ({ running }) => running !== undefined && running.read >= running.rows && !running.differs,
  reviews: ({ ballots }) => ballots?.underReview === 0,
  objections: ({ objectionsUntil }) => objectionsUntil === undefined,
  certified: ({ certification }) => certification === 'certified',
  panels: ({ panels }) => panels.all > 0 && panels.decided === panels.all,
};
/** Steps that only the closed vote can tell of. */
const AFTER_THE_CLOSE: ReadonlySet<Step> = new Set(['reviews']);
const MENDED_AT: Readonly<Partial<Record<Step, string>>> = {
  closed: '/calendar',
  reviews: '/outcome/ballots/restorations',
  certified: '/outcome/certification',
};

/** What stands between the last ballot and the Winners, and what can be done about it. */
export function OutcomePage({ edition, outcome }: OutcomeProps) {
  const { language, say } = usePage();
  const path = `${editionPath(edition)}/outcome`;
  const { ballots } = outcome;
  const count = (value: number | undefined) => (value === undefined ? undefined : formatNumber(language, value));
  return (
    <Layout title={say('web.outcome.title')} desk editionId={edition.id} crumbs={useEditionCrumbs(edition)}>
      <h1>{say('web.outcome.title')}</h1>
      <EditionTabs edition={edition} />
      <p class="lead">{say('web.outcome.explained')}</p>
      <Checklist edition={edition} outcome={outcome} only={STEPS} />
      <Facts
        facts={[
          [say('web.outcome.accepted'), count(ballots?.accepted)],
          [say('web.outcome.counted'), count(ballots?.counted)],
          [say('web.outcome.underReview'), count(ballots?.underReview)],
        ]}
      />
      {outcome.certification === 'none' ? (
        <p class="actions">
          <LinkButton to={`${path}/certification`}>{say('web.outcome.certify')}</LinkButton>
        </p>
      ) : null}
      <h2>{say('web.outcome.ballots')}</h2>
      <ul>
        {BALLOT_DECISIONS.map((decision) => (
          <li key={decision}>
            <PageLink to={`${path}/ballots/${decision}`}>
              {translateLoosely(language, `web.outcome.${decision}`)}
            </PageLink>
          </li>
        ))}
      </ul>
      <h2>{say('web.outcome.releases')}</h2>
      <p>
        <PageLink to={`${path}/certificates`}>{say('web.certificates.title')}</PageLink>
      </p>
      <Facts
        facts={RELEASE_KINDS.map((kind) => [
          translateLoosely(language, `web.release.${kind}`),
          <ReleaseState edition={edition} outcome={outcome} kind={kind} />,
        ])}
      />
    </Layout>
  );
}

export function Checklist({ edition, outcome, only }: OutcomeProps & { only: readonly Step[] }) {
  const { language, say } = usePage();
  const params = {
    decided: outcome.panels.decided,
    all: outcome.panels.all,
    read: outcome.running?.read ?? 0,
    rows: outcome.running?.rows ?? 0,
    until:
      outcome.objectionsUntil === undefined ? '' : formatInstant(language, outcome.objectionsUntil, edition.timeZone),
  };
  const certified = DONE.certified(outcome);
  const known = only.filter((step) =>
    // Whatever still was under review when the count was certified stays so.
    AFTER_THE_CLOSE.has(step) ? DONE.closed(outcome) && (DONE[step](outcome) || !certified) : true,
  );
  return (
    <CheckList>
      {known.map((step) => {
        const done = DONE[step](outcome);
        const mendedAt = MENDED_AT[step];
        return (
          <CheckItem
            key={step}
            mood={done ? 'good' : 'warn'}
            word={say(done ? 'web.outcome.done' : 'web.outcome.open')}
            mend={
              done ? undefined : (
                <>
                  {translateLoosely(language, `web.outcome.mend.${step}`, params)}{' '}
                  {mendedAt === undefined ? null : (
                    <PageLink to={`${editionPath(edition)}${mendedAt}`}>
                      {translateLoosely(language, `web.outcome.go.${step}`)}
                    </PageLink>
                  )}
                </>
              )
            }
          >
            {step === 'panels' && outcome.panels.all === 0
              ? say('web.outcome.step.noPanels')
              : translateLoosely(language, `web.outcome.step.${step}`, params)}
          </CheckItem>
        );
      })}
    </CheckList>
  );
}

function ReleaseState({ edition, outcome, kind }: OutcomeProps & { kind: ReleaseKind }) {
  const { language, say } = usePage();
  const release = outcome.releases.find((each) => each.kind === kind);
  const instant = (at: Date) => formatInstant(language, at, edition.timeZone);
  if (release?.publishedAt !== undefined) return <>{say('web.outcome.public', { at: instant(release.publishedAt) })}</>;
  const to = `${editionPath(edition)}/outcome/releases/${kind}`;
  return release?.publishAt === undefined ? (
    <PageLink to={to}>
      {say('web.outcome.stage')} <span class="unseen">{translateLoosely(language, `web.release.${kind}`)}</span>
    </PageLink>
  ) : (
    <>
      {say('web.outcome.staged', { at: instant(release.publishAt) })}{' '}
      <PageLink to={to}>{say('web.outcome.move')}</PageLink>{' '}
      <PageLink to={`${to}/preview`}>{say('web.preview.title')}</PageLink>
    </>
  );
}
