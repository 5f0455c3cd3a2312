import { formatNumber } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { PanelProgress, RankedEntry, Ranking } from '../../application/judging/ports.js';
import type { Calendar, Edition } from '../../application/ports.js';
import type { Refused } from '../../application/refused.js';
import { holds } from '../../application/visitor.js';
import { ChoiceField, FormView, TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { Deadline } from '../parts/deadline.js';
import { DownloadLink, LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { DataTable } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { Theirs, categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { entryTitle, fraction } from './judging-words.js';
import { sortedPanels, withoutPanel } from './panels-list.js';

export const panelsPath = (edition: string) => `/desk/panels?edition=${encodeURIComponent(edition)}`;
export const panelPath = (edition: string, category: string) =>
  `/desk/panels/${encodeURIComponent(edition)}/${encodeURIComponent(category)}`;

export interface PanelsProps {
  readonly editions: readonly Edition[];
  readonly edition: Edition;
  readonly ruleBook: RuleBook;
  readonly calendar: Calendar | undefined;
  readonly panels: readonly PanelProgress[];
  readonly state: TableState;
}

/** How far each panel is: counts, and nothing of what anybody scored. */
export function PanelsPage({ editions, edition, ruleBook, calendar, panels, state }: PanelsProps) {
  const { account, language, say } = usePage();
  const seesAll = holds(account, ['secretariat'], edition.id);
  const phase = calendar?.phases.find((each) => each.phase === 'evaluation');
  return (
    <Layout title={say('web.panels.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.panels.title')}</h1>
      {editions.length < 2 ? null : (
        <Tabs
          label={say('web.submissions.editions')}
          tabs={editions.map(({ id, name }) => ({ path: panelsPath(id), label: name }))}
        />
      )}
      {calendar !== undefined && phase?.state === 'open' && phase.closesAt !== undefined ? (
        <Deadline at={phase.closesAt} timeZone={calendar.timeZone} now={calendar.now} />
      ) : null}
      <p>
        {say('web.panels.countsOnly')} <RuleLink edition={edition.id} rule="evaluation.quorum" />
      </p>
      <DataTable
        caption={say('web.panels.caption', { edition: edition.name })}
        state={state}
        rows={sortedPanels(seesAll ? withoutPanel(ruleBook, panels) : panels, state)}
        rowKey={({ category }) => category}
        empty={<p>{say('web.panels.empty')}</p>}
        columns={[
          {
            key: 'category',
            label: say('web.submission.category'),
            heading: true,
            cell: ({ category, chair, members }) => {
              const name = categoryName(language, categoriesOfRules(ruleBook), category);
              const opens = members.length > 0 && (seesAll || chair === account?.accountId);
              return opens ? <PageLink to={panelPath(edition.id, category)}>{name}</PageLink> : name;
            },
          },
          {
            key: 'members',
            label: say('web.panels.members'),
            figure: true,
            sortable: true,
            cell: ({ members }) => formatNumber(language, members.length),
          },
          {
            key: 'entries',
            label: say('web.panels.entries'),
            figure: true,
            sortable: true,
            cell: ({ entries }) => formatNumber(language, entries),
          },
          {
            key: 'sealed',
            label: say('web.panels.sealed'),
            figure: true,
            sortable: true,
            cell: ({ sealedSheets }) => formatNumber(language, sealedSheets),
          },
          {
            key: 'conflicts',
            label: say('web.panels.conflicts'),
            figure: true,
            sortable: true,
            cell: ({ conflicts }) => formatNumber(language, conflicts),
          },
          {
            key: 'state',
            label: say('web.submission.stateLabel'),
            cell: (panel) => <PanelState panel={panel} />,
          },
          ...(seesAll
            ? [
                {
                  key: 'form',
                  label: say('web.panels.members.choose'),
                  cell: ({ category, members, decided }: PanelProgress) =>
                    decided ? null : (
                      <PageLink to={`${panelPath(edition.id, category)}/members`}>
                        {say(members.length === 0 ? 'web.panels.form' : 'web.panels.change')}
                      </PageLink>
                    ),
                },
              ]
            : []),
        ]}
      />
      <p>
        <DownloadLink to={`/desk/panels/${encodeURIComponent(edition.id)}/panels.csv`}>
          {say('web.audit.download')}
        </DownloadLink>
      </p>
    </Layout>
  );
}

function PanelState({ panel }: { panel: PanelProgress }) {
  const { say } = usePage();
  if (panel.decided) return <Badge mood="good">{say('web.panels.decided')}</Badge>;
  if (panel.members.length === 0) return <Badge mood="warn">{say('web.panels.none')}</Badge>;
  if (panel.proposed) return <Badge mood="info">{say('web.panels.proposed')}</Badge>;
  return <Badge mood="info">{say('web.panels.atWork')}</Badge>;
}

export interface PanelProps {
  readonly editionId: string;
  readonly category: string;
  readonly ruleBook: RuleBook;
}

/** A member of a panel, by name where it is known. */
export interface PanelMember {
  readonly accountId: string;
  readonly name: string | undefined;
  readonly chairs: boolean;
}

export interface RankingProps extends PanelProps {
  readonly decided: boolean;
  readonly ranking: Ranking | Refused;
  readonly members: readonly PanelMember[];
  readonly state: TableState;
}

/** Who judges a category, and what the sealed sheets say, once the service reveals it. */
export function RankingPage(props: RankingProps) {
  const { category, ruleBook, ranking, state } = props;
  const { language, say } = usePage();
  const title = categoryName(language, categoriesOfRules(ruleBook), category);
  return (
    <Layout title={title} desk crumbs={useCrumbs(props)}>
      <h1>{title}</h1>
      <Members members={props.members} />
      {'code' in ranking ? (
        <Notice title={ranking.title ?? say('web.panels.notYet')}>{ranking.detail ?? say('web.panels.notYet')}</Notice>
      ) : (
        <>
          {ranking.sure ? null : <Notice kind="warning">{say('web.panels.unsure')}</Notice>}
          <Places ranking={ranking} state={state} />
          <NextStep {...props} proposal={ranking.proposal} />
        </>
      )}
    </Layout>
  );
}

/** To decide, or what became of the decision that was proposed. */
function NextStep({ editionId, category, decided, proposal }: RankingProps & Pick<Ranking, 'proposal'>) {
  const { say } = usePage();
  if (decided) return <Notice kind="success">{say('web.panels.decided.explained')}</Notice>;
  if (proposal?.state === 'waiting') return <Notice>{say('web.panels.proposed.explained')}</Notice>;
  return (
    <>
      {proposal === undefined ? null : (
        <Notice kind="warning" title={say('web.panels.refused')}>
          <Theirs text={proposal.reason ?? ''} />
        </Notice>
      )}
      <p class="actions">
        <LinkButton to={`${panelPath(editionId, category)}/decision`}>{say('web.panels.decide')}</LinkButton>
      </p>
    </>
  );
}

function Members({ members }: Pick<RankingProps, 'members'>) {
  const { say } = usePage();
  if (members.length === 0) return null;
  return (
    <section aria-labelledby="members">
      <h2 id="members">{say('web.panels.members')}</h2>
      <ul>
        {members.map(({ accountId, name, chairs }) => (
          <li key={accountId}>
            <Theirs text={name ?? say('web.organisation.member.unnamed')} />{' '}
            {chairs ? <Badge mood="info">{say('web.panels.chair')}</Badge> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Places({ ranking, state }: { ranking: Ranking; state: TableState }) {
  const { language, say } = usePage();
  const figure = (key: 'mean' | 'median' | 'severityAdjusted', label: string) => ({
    key,
    label,
    figure: true,
    cell: (place: RankedEntry) => formatNumber(language, Math.round(fraction(place[key]) * 1000) / 1000),
  });
  return (
    <DataTable
      caption={say('web.panels.ranking')}
      state={state}
      rows={ranking.places}
      rowKey={({ nomineeId }) => nomineeId}
      empty={null}
      columns={[
        { key: 'rank', label: say('web.panels.rank'), figure: true, cell: ({ rank }) => formatNumber(language, rank) },
        {
          key: 'entry',
          label: say('web.submission.project'),
          heading: true,
          cell: (place) => (
            <>
              <PageLink to={`/nominees/${encodeURIComponent(place.nomineeId)}`}>
                <Theirs text={entryTitle(language, place)} />
              </PageLink>
              <br />
              <Theirs text={place.organisation} />
            </>
          ),
        },
        {
          key: 'sheets',
          label: say('web.panels.sealed'),
          figure: true,
          cell: ({ sheets }) => formatNumber(language, sheets),
        },
        figure('mean', say('web.panels.mean')),
        figure('median', say('web.panels.median')),
        figure('severityAdjusted', say('web.panels.adjusted')),
      ]}
    />
  );
}

export type DecisionField = 'outcome' | 'specialRecognition' | 'statement';
export const NO_WINNER = 'no-winner';

/** Who wins, or nobody, and who else is honoured: proposed here, approved by another person. */
export function DecisionPage(props: PanelProps & { ranking: Ranking; form: Form<DecisionField> }) {
  const { editionId, category, ruleBook, ranking, form } = props;
  const { language, say } = usePage();
  const { noWinnerAllowed, specialRecognitionAllowed } = ruleBook.evaluation;
  const path = panelPath(editionId, category);
  const named = (place: RankedEntry) => ({
    value: place.nomineeId,
    label: <Theirs text={entryTitle(language, place)} />,
    ...(place.organisation === '' ? {} : { hint: place.organisation }),
  });
  const leaders = ranking.places.filter(({ nomineeId }) => ranking.leaders.includes(nomineeId));
  return (
    <Layout title={say('web.panels.decide')} desk crumbs={useCrumbs(props)} failed={form.refusal !== undefined}>
      <h1>{say('web.panels.decide')}</h1>
      <p class="lead">{categoryName(language, categoriesOfRules(ruleBook), category)}</p>
      <p>{say('web.panels.decide.explained')}</p>
      {ranking.sure ? null : <Notice kind="warning">{say('web.panels.unsure')}</Notice>}
      <FormView
        form={form}
        action={`${path}/decision`}
        submit={say('web.panels.propose')}
        beside={<PageLink to={path}>{say('web.confirm.back')}</PageLink>}
      >
        <ChoiceField
          form={form}
          name="outcome"
          choices={[
            ...leaders.map(named),
            ...(noWinnerAllowed ? [{ value: NO_WINNER, label: say('web.panels.noWinner') }] : []),
          ]}
        />
        {specialRecognitionAllowed ? (
          <ChoiceField form={form} name="specialRecognition" several choices={ranking.places.map(named)} />
        ) : null}
        <TextArea form={form} name="statement" />
      </FormView>
    </Layout>
  );
}

function useCrumbs({ editionId }: Pick<PanelProps, 'editionId'>) {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: panelsPath(editionId), label: say('web.panels.title') },
  ];
}
