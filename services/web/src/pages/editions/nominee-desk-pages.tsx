import { formatNumber, translateLoosely } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { Category, Nominee, Page } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Facts } from '../parts/facts.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { TableFilter } from '../parts/table-filter.js';
import type { TableState } from '../parts/table-query.js';
import { DataTable, type Column } from '../parts/table.js';
import { Theirs, categoryName } from '../parts/words.js';
import { EditionTabs, editionPath, useEditionCrumbs } from './edition-pages.js';

/** How far the vote is, as far as a withdrawal is concerned. */
export type VotePhase = 'ahead' | 'open' | 'closed';

/** Without the language. */
export function nomineesPath(editionId: string): string {
  return `${editionPath({ id: editionId })}/nominees`;
}

export interface NomineeListPageProps {
  readonly edition: DeskEdition;
  readonly categories: readonly Category[];
  readonly page: Page<Nominee>;
  readonly state: TableState;
}

/** Every nominee by its number, and the way to withdraw one. */
export function NomineeListPage({ edition, categories, page, state }: NomineeListPageProps) {
  const { language, say } = usePage();
  const title = say('web.nominees.title', { edition: edition.name });
  const columns: readonly Column<Nominee>[] = [
    {
      key: 'number',
      label: say('web.nominee.number'),
      figure: true,
      cell: ({ number }) => formatNumber(language, number),
    },
    {
      key: 'title',
      label: say('web.withdrawal.nominee'),
      heading: true,
      cell: (nominee) => <NomineeName nominee={nominee} />,
    },
    {
      key: 'category',
      label: say('web.submission.category'),
      cell: ({ category }) => categoryName(language, categories, category),
    },
    {
      key: 'state',
      label: say('web.calendar.state'),
      cell: (nominee) =>
        nominee.withdrawn ? (
          <Badge mood="bad">{say('web.nominee.withdrawn')}</Badge>
        ) : (
          <PageLink to={`${nomineesPath(edition.id)}/${encodeURIComponent(nominee.id)}/withdrawal`}>
            {say('web.withdrawal.withdraw', { number: nominee.number })}
          </PageLink>
        ),
    },
  ];
  return (
    <Layout title={title} desk editionId={edition.id} crumbs={useEditionCrumbs(edition)}>
      <h1>{title}</h1>
      <EditionTabs edition={edition} />
      <p class="lead">{say('web.withdrawal.list')}</p>
      <TableFilter
        state={state}
        search={{ name: 'q', label: say('web.nominees.search') }}
        choices={[
          {
            name: 'category',
            label: say('web.nominees.choose'),
            options: categories.map(({ code }) => ({ value: code, label: categoryName(language, categories, code) })),
          },
        ]}
      />
      <DataTable
        caption={title}
        state={state}
        rows={page.items}
        rowKey={({ id }) => id}
        nextCursor={page.nextCursor}
        columns={columns}
        empty={
          <p>
            <PageLink to={`/desk/screening/${encodeURIComponent(edition.id)}/list`}>
              {say('web.shortlist.title')}
            </PageLink>
          </p>
        }
      />
    </Layout>
  );
}

export interface WithdrawNomineeProps {
  readonly edition: DeskEdition;
  readonly categories: readonly Category[];
  readonly nominee: Nominee;
  readonly phase: VotePhase;
  /** The rules in force. */
  readonly vote: RuleBook['vote'] | undefined;
  /** How many nominees its category has without it. */
  readonly left: number;
  readonly form: Form<'reason'>;
}

/** What follows from taking a nominee off the frozen list, in words and numbers, before it is proposed. */
export function WithdrawNomineePage(props: WithdrawNomineeProps) {
  const { edition, categories, nominee, phase, vote, left, form } = props;
  const { language, say } = usePage();
  const back = nomineesPath(edition.id);
  const title = say('web.withdrawal.title', { number: nominee.number });
  const crumbs = [
    ...useEditionCrumbs(edition),
    { path: back, label: say('web.nominees.title', { edition: edition.name }) },
  ];
  const facts = (
    <Facts
      facts={[
        [say('web.withdrawal.nominee'), <NomineeName nominee={nominee} />],
        [say('web.submission.category'), categoryName(language, categories, nominee.category)],
      ]}
    />
  );
  if (nominee.withdrawn) {
    return (
      <Layout title={title} desk crumbs={crumbs}>
        <h1>{title}</h1>
        <Notice kind="warning" title={say('web.nominee.withdrawn')}>
          <Theirs text={nominee.withdrawalReason ?? ''} />
        </Notice>
        {facts}
        <p>
          <PageLink to={back}>{say('web.confirm.back')}</PageLink>
        </p>
      </Layout>
    );
  }
  return (
    <ConfirmPage
      title={title}
      form={form}
      action={`${back}/${encodeURIComponent(nominee.id)}/withdrawal`}
      back={back}
      submit={say('web.outcome.propose')}
      final
      crumbs={crumbs}
      effect={
        <>
          <p>
            <strong>{say('web.withdrawal.effect', { number: nominee.number, left })}</strong>
          </p>
          <p>{translateLoosely(language, `web.withdrawal.effect.${phase}`)}</p>
          {phase === 'ahead' || vote === undefined ? null : <OfBallots edition={edition} vote={vote} />}
          <p>{say('web.calendar-desk.effect.second')}</p>
        </>
      }
    >
      {facts}
      <TextArea form={form} name="reason" rows={4} />
    </ConfirmPage>
  );
}

/** What becomes of the ballots that hold it, by the rules; how many they are is sealed. */
function OfBallots({ edition, vote }: { edition: DeskEdition; vote: RuleBook['vote'] }) {
  const { language, say } = usePage();
  const fills = vote.lostChoiceFillsCategory ? 'yes' : 'no';
  return (
    <>
      <p>
        {translateLoosely(language, 'web.article.vote.afterWithdrawal', { value: vote.afterWithdrawal })}{' '}
        <RuleLink edition={edition.id} rule="vote.afterWithdrawal" />{' '}
        {translateLoosely(language, 'web.article.vote.lostChoiceFillsCategory', { value: fills })}{' '}
        <RuleLink edition={edition.id} rule="vote.lostChoiceFillsCategory" />
      </p>
      <p>{say('web.withdrawal.sealed')}</p>
    </>
  );
}

/** What a nominee is called, and whose it is. */
export function NomineeName({ nominee }: { nominee: Nominee }) {
  const { language } = usePage();
  const text = chooseText(nominee.texts, language)?.text;
  return (
    <>
      <Theirs text={text?.title ?? nominee.organisation} language={text?.language} />
      {' – '}
      <Theirs text={nominee.organisation} />
    </>
  );
}
