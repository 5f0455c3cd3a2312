import { formatList, hasMessage, problemTexts, translateLoosely } from '@wsis/i18n';
import type { Edition } from '../../application/ports.js';
import { holds } from '../../application/visitor.js';
import type { JobList, JobState, WatchedJob } from '../../application/watch/jobs.js';
import { PersonName } from '../approvals/approvals-page.js';
import { FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { useAddress, usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Progress } from '../parts/progress.js';
import { DataTable } from '../parts/table.js';
import { Instant, Theirs } from '../parts/words.js';
import { RehearsalBadge } from '../rehearsals/rehearsals-page.js';
import { Figure, ServiceName, useWatchCrumbs, WatchTabs } from './watch-parts.js';

const PATH = '/desk/watch/jobs';
const UNSORTED = { path: PATH, sort: undefined, descending: false, filters: {}, cursor: undefined };
const MOODS: Readonly<Record<JobState, Mood>> = { running: 'warn', cancelled: 'warn', failed: 'bad', done: 'good' };

type Names = ReadonlyMap<string, string>;

/** Without the language. */
export function jobPath({
  service,
  id,
  editionId = '',
  rehearsal,
}: Pick<WatchedJob, 'service' | 'id'> & Partial<Pick<WatchedJob, 'editionId' | 'rehearsal'>>): string {
  if (rehearsal !== undefined) return `/desk/editions/${encodeURIComponent(editionId)}/rehearsals/${id}`;
  return `${PATH}/${service}/${encodeURIComponent(id)}`;
}

/** What runs or has run, the latest first, and what the workers look at by themselves. */
export function JobsPage({ list, names, editions }: { list: JobList; names: Names; editions: readonly Edition[] }) {
  const { language, say } = usePage();
  const title = say('web.watch.jobs');
  const away = list.away.map((service) => translateLoosely(language, `web.service.${service}`));
  return (
    <Layout title={title} desk crumbs={useWatchCrumbs(true)}>
      <h1>{title}</h1>
      <WatchTabs />
      <p class="lead">{say('web.watch.jobs.explained')}</p>
      {away.length === 0 ? null : (
        <Notice kind="warning">{say('web.desk.away', { parts: formatList(language, away) })}</Notice>
      )}
      <DataTable
        caption={title}
        rows={list.jobs}
        rowKey={({ id }) => id}
        state={UNSORTED}
        empty={<p>{say('web.watch.jobs.none')}</p>}
        columns={[
          {
            key: 'job',
            label: title,
            heading: true,
            cell: (job) => (
              <>
                <PageLink to={jobPath(job)}>
                  <KindOf {...job} />
                </PageLink>
                {job.editionId === undefined ? null : (
                  <>
                    <br />
                    <EditionName id={job.editionId} editions={editions} />
                  </>
                )}
              </>
            ),
          },
          { key: 'state', label: say('web.calendar.state'), cell: (job) => <JobBadge {...job} /> },
          { key: 'progress', label: say('web.watch.jobs.progress'), cell: (job) => <JobProgress {...job} /> },
          { key: 'by', label: say('web.watch.jobs.by'), cell: (job) => <StartedBy {...job} names={names} /> },
          { key: 'stop', label: say('web.people.actions'), cell: (job) => <Stop job={job} /> },
        ]}
      />
      <h2>{say('web.watch.sweeps')}</h2>
      <p>{say('web.watch.sweeps.explained')}</p>
      <DataTable
        caption={say('web.watch.sweeps')}
        rows={list.sweeps}
        rowKey={({ service, name }) => `${service} ${name}`}
        state={UNSORTED}
        empty={<p>{say('web.watch.sweeps.none')}</p>}
        columns={[
          {
            key: 'service',
            label: say('web.watch.service'),
            cell: ({ service }) => <ServiceName service={service} />,
          },
          {
            key: 'name',
            label: say('web.watch.sweeps.name'),
            heading: true,
            cell: ({ name }) => <SweepName name={name} />,
          },
          {
            key: 'every',
            label: say('web.watch.sweeps.every'),
            figure: true,
            cell: ({ everySeconds }) => <Figure value={everySeconds} />,
          },
          {
            key: 'ran',
            label: say('web.watch.sweeps.ran'),
            cell: ({ ranAt }) => <At instant={ranAt} never={say('web.watch.sweeps.notYet')} />,
          },
          {
            key: 'took',
            label: say('web.watch.sweeps.took'),
            figure: true,
            cell: ({ tookMs }) => <Figure value={tookMs} />,
          },
          {
            key: 'failed',
            label: say('web.watch.sweeps.failed'),
            cell: ({ failedAt }) => <At instant={failedAt} never={say('web.watch.sweeps.noFailure')} />,
          },
        ]}
      />
    </Layout>
  );
}

/** How far one job is, and what may be done about it; it is looked at again by the reader. */
export function JobPage({ job, names, form }: { job: WatchedJob; names: Names; form: Form<never> }) {
  const { account, language, say } = usePage();
  const path = jobPath(job);
  const moves = { running: 'cancellation', cancelled: 'resumption', failed: 'resumption', done: undefined } as const;
  const move = holds(account, ['secretariat']) ? moves[job.state] : undefined;
  const title = kindOf(language, job.kind);
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[...useWatchCrumbs(true), { path: PATH, label: say('web.watch.jobs') }]}
    >
      <h1>{title}</h1>
      <p>
        <JobBadge {...job} />
      </p>
      <JobProgress {...job} />
      {job.fault === undefined ? null : (
        <Notice kind="problem" title={problemTexts.title(language, job.fault)}>
          {say('web.watch.jobs.stopped')}
        </Notice>
      )}
      <Facts
        facts={[
          [say('web.watch.service'), <ServiceName service={job.service} />],
          [say('web.desk.edition'), job.editionId],
          [say('web.watch.jobs.by'), <StartedBy {...job} names={names} />],
        ]}
      />
      {job.state === 'running' ? (
        <p class="actions">
          <LinkButton to={path} quiet>
            {say('web.watch.jobs.again')}
          </LinkButton>
        </p>
      ) : null}
      {job.kind === 'certificates' && job.editionId !== undefined ? (
        <p>
          <PageLink to={`/desk/editions/${encodeURIComponent(job.editionId)}/outcome/certificates`}>
            {say('web.certificates.title')}
          </PageLink>
        </p>
      ) : null}
      {move === undefined ? null : (
        <>
          <p>{translateLoosely(language, `web.watch.jobs.${move}.explained`)}</p>
          <FormView
            form={form}
            action={`${path}/${move}`}
            submit={translateLoosely(language, `web.watch.jobs.${move}`)}
          >
            {null}
          </FormView>
        </>
      )}
    </Layout>
  );
}

function kindOf(language: Parameters<typeof translateLoosely>[0], kind: string): string {
  const key = kind === 'dress-rehearsal' ? 'web.rehearsals.one' : `web.watch.job.${kind}`;
  return hasMessage(key) ? translateLoosely(language, key) : kind;
}

/** Stops what runs; a page tells what that means for the rest of it. */
function Stop({ job }: { job: WatchedJob }) {
  const { account, say } = usePage();
  const address = useAddress();
  const may = holds(account, ['secretariat']) && job.state === 'running' && job.rehearsal?.cancelAsked !== true;
  if (!may) return null;
  return (
    <form method="post" action={address(`${jobPath(job)}/cancellation`)}>
      <button type="submit" class="button quiet">
        {say('web.watch.jobs.cancellation')}{' '}
        <span class="unseen">
          <KindOf {...job} />
        </span>
      </button>
    </form>
  );
}

function EditionName({ id, editions }: { id: string; editions: readonly Edition[] }) {
  return <Theirs text={editions.find((edition) => edition.id === id)?.name ?? id} />;
}

function KindOf({ kind }: WatchedJob) {
  const { language } = usePage();
  return <>{kindOf(language, kind)}</>;
}

function JobBadge({ state, rehearsal }: WatchedJob) {
  const { language } = usePage();
  if (rehearsal !== undefined) return <RehearsalBadge state={rehearsal.state} />;
  return <Badge mood={MOODS[state]}>{translateLoosely(language, `web.watch.jobs.state.${state}`)}</Badge>;
}

function JobProgress({ done, total, state, rehearsal }: WatchedJob) {
  const { language, say } = usePage();
  const act = rehearsal?.state === 'running' ? rehearsal.act : undefined;
  const all = state === 'done' ? done : Math.max(total, done);
  return (
    <Progress
      label={say('web.watch.jobs.progress')}
      value={all === 0 ? 1 : done}
      max={Math.max(1, all)}
      text={
        act === undefined
          ? say('web.watch.jobs.of', { done, total: all })
          : translateLoosely(language, `web.rehearsals.act.${act}`)
      }
    />
  );
}

function StartedBy({ startedBy, startedAt, names }: WatchedJob & { names: Names }) {
  return (
    <>
      {startedBy === undefined ? null : <PersonName names={names} id={startedBy} />} <At instant={startedAt} />
    </>
  );
}

function At({ instant, never }: { instant: Date | undefined; never?: string }) {
  return instant === undefined ? <>{never}</> : <Instant instant={instant} timeZone="UTC" />;
}

/** What a sweep does, in words where there are some. */
function SweepName({ name }: { name: string }) {
  const { language } = usePage();
  const key = `web.watch.sweep.${name.split(':').at(-1) ?? name}`;
  return hasMessage(key) ? <>{translateLoosely(language, key)}</> : <code dir="ltr">{name}</code>;
}
