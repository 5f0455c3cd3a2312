import { problemTexts, translateLoosely } from '@wsis/i18n';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { Rehearsal, RehearsalState, Rehearsals } from '../../application/rehearsals/ports.js';
import { EditionTabs, editionPath, useEditionCrumbs } from '../editions/edition-pages.js';
import { FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable } from '../parts/table.js';
import { Instant } from '../parts/words.js';

const MOODS: Readonly<Record<RehearsalState, Mood>> = {
  waiting: 'info',
  running: 'info',
  held: 'good',
  broke: 'bad',
  failed: 'bad',
  cancelled: 'plain',
};

const DURING_VOTE = 'COMPETITION.REHEARSAL_DURING_VOTE';

export interface RehearsalsPageProps {
  readonly edition: DeskEdition;
  readonly rehearsals: Rehearsals;
  readonly form: Form<never>;
}

/** What was rehearsed, and a button for the next time. */
export function RehearsalsPage({ edition, rehearsals, form }: RehearsalsPageProps) {
  const { language, account, say } = usePage();
  const title = say('web.rehearsals.title');
  const path = `${editionPath(edition)}/rehearsals`;
  const mayStart = account?.roles.some(({ role }) => role === 'secretariat') === true;
  return (
    <Layout
      title={title}
      desk
      editionId={edition.id}
      crumbs={useEditionCrumbs(edition)}
      failed={form.refusal !== undefined}
    >
      <h1>{title}</h1>
      <EditionTabs edition={edition} />
      <p class="lead">{say('web.rehearsals.explained')}</p>
      {rehearsals.here ? null : (
        <Notice kind="warning">{problemTexts.title(language, 'COMPETITION.REHEARSAL_ELSEWHERE')}</Notice>
      )}
      {rehearsals.here && edition.openPhases.includes('voting') && form.refusal === undefined ? (
        <Notice kind="warning" title={problemTexts.title(language, DURING_VOTE)}>
          {problemTexts.detail(language, DURING_VOTE)}
        </Notice>
      ) : null}
      {rehearsals.here && mayStart ? (
        <FormView form={form} action={path} submit={say('web.rehearsals.start')}>
          <p>{say('web.rehearsals.start.explained')}</p>
        </FormView>
      ) : null}
      <DataTable
        caption={title}
        rows={rehearsals.items}
        rowKey={({ id }) => id}
        state={{ path, sort: undefined, descending: false, filters: {}, cursor: undefined }}
        empty={<p>{say('web.rehearsals.none')}</p>}
        columns={[
          {
            key: 'when',
            label: say('web.rehearsals.when'),
            heading: true,
            cell: ({ id, requestedAt }) => (
              <PageLink to={`${path}/${id}`}>
                {requestedAt === undefined ? id : <Instant instant={requestedAt} timeZone={edition.timeZone} />}
              </PageLink>
            ),
          },
          { key: 'rules', label: say('web.rehearsals.rules'), cell: (rehearsal) => <RulesTried {...rehearsal} /> },
          { key: 'state', label: say('web.rehearsals.state'), cell: ({ state }) => <RehearsalBadge state={state} /> },
        ]}
      />
    </Layout>
  );
}

export function RulesTried({ rules, rulesVersion }: Pick<Rehearsal, 'rules' | 'rulesVersion'>) {
  const { say } = usePage();
  return <>{say(`web.rehearsals.rules.${rules}`, { version: rulesVersion })}</>;
}

export function RehearsalBadge({ state }: { state: RehearsalState }) {
  const { language } = usePage();
  return <Badge mood={MOODS[state]}>{translateLoosely(language, `web.rehearsals.state.${state}`)}</Badge>;
}
