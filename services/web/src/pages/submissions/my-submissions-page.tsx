import { formatInstant } from '@wsis/i18n';
import type { Calendar, Category, Edition, Page } from '../../application/ports.js';
import type { MyLine } from '../../application/submissions/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Deadline } from '../parts/deadline.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable } from '../parts/table.js';
import { Tabs } from '../parts/tabs.js';
import type { TableState } from '../parts/table-query.js';
import { categoryName } from '../parts/words.js';
import { StateBadge, SubmissionTitle, submissionPath } from './submission-words.js';

export interface MySubmissionsProps {
  readonly editions: readonly Edition[];
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
  readonly categories: readonly Category[];
  readonly lines: Page<MyLine>;
  readonly state: TableState;
}

/** What a nominator and their organisations have begun and handed in, and where each stands. */
export function MySubmissionsPage({ editions, edition, calendar, categories, lines, state }: MySubmissionsProps) {
  const { language, say } = usePage();
  const phase = calendar?.phases.find((each) => each.phase === 'submission');
  const shared = lines.items.some(({ own }) => !own);
  const begin = `/desk/submissions/new?edition=${encodeURIComponent(edition.id)}`;
  return (
    <Layout title={say('web.submissions.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.submissions.title')}</h1>
      {editions.length < 2 ? null : (
        <Tabs
          label={say('web.submissions.editions')}
          tabs={editions.map(({ id, name }) => ({
            path: `/desk/submissions?edition=${encodeURIComponent(id)}`,
            label: name,
          }))}
        />
      )}
      {calendar !== undefined && phase?.state === 'open' && phase.closesAt !== undefined ? (
        <Deadline at={phase.closesAt} timeZone={calendar.timeZone} now={calendar.now} />
      ) : (
        <Notice>{phase?.state === 'closed' ? say('web.submissions.closed') : say('web.submissions.notOpen')}</Notice>
      )}
      <p class="actions">
        {phase?.state === 'closed' ? null : <LinkButton to={begin}>{say('web.submissions.begin')}</LinkButton>}
        <PageLink to="/desk/organisations">{say('web.organisations.title')}</PageLink>
      </p>
      <DataTable
        caption={say('web.submissions.caption', { edition: edition.name })}
        state={state}
        rows={lines.items}
        nextCursor={lines.nextCursor}
        rowKey={({ id }) => id}
        empty={<p>{say('web.submissions.empty')}</p>}
        columns={[
          {
            key: 'title',
            label: say('web.submission.project'),
            heading: true,
            cell: ({ id, title }) => (
              <PageLink to={submissionPath(id)}>
                <SubmissionTitle title={title} />
              </PageLink>
            ),
          },
          {
            key: 'category',
            label: say('web.submission.category'),
            cell: ({ category }) => (category === undefined ? '–' : categoryName(language, categories, category)),
          },
          {
            key: 'state',
            label: say('web.submission.stateLabel'),
            cell: (line) => <StateBadge state={line.state} />,
          },
          ...(shared
            ? [
                {
                  key: 'begunBy',
                  label: say('web.submission.begun-by'),
                  cell: ({ own }: MyLine) =>
                    say(own ? 'web.submission.co-editor.me' : 'web.submission.co-editor.colleague'),
                },
              ]
            : []),
          {
            key: 'submittedAt',
            label: say('web.submission.handedInAt'),
            cell: ({ submittedAt }) =>
              submittedAt === undefined ? '–' : formatInstant(language, submittedAt, edition.timeZone),
          },
        ]}
      />
    </Layout>
  );
}
