import { formatNumber } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Assignment } from '../../application/judging/ports.js';
import type { Calendar, Edition } from '../../application/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Deadline } from '../parts/deadline.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Progress } from '../parts/progress.js';
import { DataTable } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { Theirs, categoryName, placeName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { SheetState, entryTitle, judgingPath, sheetPath } from './judging-words.js';

export interface AssignmentsProps {
  readonly editions: readonly Edition[];
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
  readonly ruleBook: RuleBook;
  readonly entries: readonly Assignment[];
  readonly state: TableState;
}

/** What an expert has to judge, until when, and how far it is. */
export function AssignmentsPage({ editions, edition, calendar, ruleBook, entries, state }: AssignmentsProps) {
  const { language, say } = usePage();
  const phase = calendar?.phases.find((each) => each.phase === 'evaluation');
  const mine = entries.filter((entry) => entry.conflict === undefined);
  const sealed = mine.filter((entry) => entry.sheet?.sealed === true).length;
  return (
    <Layout title={say('web.judging.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.judging.title')}</h1>
      {editions.length < 2 ? null : (
        <Tabs
          label={say('web.submissions.editions')}
          tabs={editions.map(({ id, name }) => ({ path: judgingPath(id), label: name }))}
        />
      )}
      {calendar !== undefined && phase?.state === 'open' && phase.closesAt !== undefined ? (
        <Deadline at={phase.closesAt} timeZone={calendar.timeZone} now={calendar.now} />
      ) : (
        <Notice>{say('web.judging.notOpen')}</Notice>
      )}
      {mine.length === 0 ? null : (
        <Progress
          label={say('web.judging.sealed')}
          value={sealed}
          max={mine.length}
          text={`${formatNumber(language, sealed)} / ${formatNumber(language, mine.length)}`}
        />
      )}
      <p>{say('web.judging.conflictsFirst')}</p>
      <DataTable
        caption={say('web.judging.caption', { edition: edition.name })}
        state={state}
        rows={entries}
        rowKey={({ nomineeId }) => nomineeId}
        empty={<p>{say('web.judging.empty')}</p>}
        columns={[
          {
            key: 'title',
            label: say('web.submission.project'),
            heading: true,
            cell: (entry) => (
              <PageLink to={sheetPath(edition.id, entry.nomineeId)}>
                <Theirs text={entryTitle(language, entry)} />
              </PageLink>
            ),
          },
          {
            key: 'category',
            label: say('web.submission.category'),
            cell: ({ category }) => categoryName(language, categoriesOfRules(ruleBook), category),
          },
          {
            key: 'organisation',
            label: say('web.judging.organisation'),
            cell: ({ organisation, country }) => (
              <>
                <Theirs text={organisation} />
                {country === '' ? null : <>, {placeName(language, country)}</>}
              </>
            ),
          },
          { key: 'state', label: say('web.judging.sheet'), cell: (entry) => <SheetState entry={entry} /> },
        ]}
      />
    </Layout>
  );
}
