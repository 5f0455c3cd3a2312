import { formatList, translateLoosely } from '@wsis/i18n';
import type { Approval } from '../../application/approvals/ports.js';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { Calendar } from '../../application/ports.js';
import { effectInWords } from '../approvals/effect-words.js';
import { FormView, SelectField, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { DataTable } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { NextSteps } from './next-steps-view.js';

export function EditionsPage({ editions, state }: { editions: readonly DeskEdition[]; state: TableState }) {
  const { language, say } = usePage();
  return (
    <Layout title={say('web.editions-desk.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.editions-desk.title')}</h1>
      <p class="lead">{say('web.editions-desk.explained')}</p>
      <p class="actions">
        <LinkButton to="/desk/editions/new">{say('web.editions-desk.create')}</LinkButton>
      </p>
      <DataTable
        caption={say('web.editions-desk.title')}
        rows={editions}
        rowKey={({ id }) => id}
        state={state}
        empty={<p>{say('web.editions-desk.none')}</p>}
        columns={[
          {
            key: 'name',
            label: say('web.desk.edition'),
            heading: true,
            cell: ({ id, name }) => <PageLink to={`/desk/editions/${encodeURIComponent(id)}`}>{name}</PageLink>,
          },
          { key: 'year', label: say('web.rule.year'), figure: true, cell: ({ year }) => String(year) },
          {
            key: 'rules',
            label: say('web.editions-desk.rules'),
            cell: ({ rulesVersion }) => <RulesState version={rulesVersion} />,
          },
          {
            key: 'phases',
            label: say('web.editions-desk.open'),
            cell: ({ openPhases }) =>
              formatList(
                language,
                openPhases.map((phase) => translateLoosely(language, `phase.${phase}`)),
              ),
          },
        ]}
      />
    </Layout>
  );
}

function RulesState({ version }: { version: number | undefined }) {
  const { say } = usePage();
  return version === undefined ? (
    <Badge mood="warn">{say('web.editions-desk.rules.none')}</Badge>
  ) : (
    <Badge mood="good">{say('web.editions-desk.rules.version', { version })}</Badge>
  );
}

export type NewEditionField = 'id' | 'year' | 'name' | 'timeZone' | 'copyFrom';

export function NewEditionPage({ form, editions }: { form: Form<NewEditionField>; editions: readonly DeskEdition[] }) {
  const { say } = usePage();
  const title = say('web.editions-desk.create');
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/editions', label: say('web.editions-desk.title') },
      ]}
    >
      <h1>{title}</h1>
      <FormView form={form} action="/desk/editions/new" submit={title}>
        <TextField form={form} name="name" />
        <TextField form={form} name="year" inputmode="numeric" size={6} dir="ltr" />
        <TextField form={form} name="id" dir="ltr" />
        <TextField form={form} name="timeZone" dir="ltr" />
        <SelectField
          form={form}
          name="copyFrom"
          empty={say('web.editions-desk.copy.none')}
          choices={editions.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormView>
    </Layout>
  );
}

/** The way from one part of an edition's desk to the others. */
export function EditionTabs({ edition }: { edition: DeskEdition }) {
  const { say } = usePage();
  const path = editionPath(edition);
  return (
    <Tabs
      label={edition.name}
      tabs={[
        { path, label: say('web.editions-desk.overview') },
        { path: `${path}/rules`, label: say('web.editions-desk.rules') },
        { path: `${path}/calendar`, label: say('web.calendar.title') },
        { path: `${path}/readiness`, label: say('web.readiness.title') },
        { path: `${path}/rehearsals`, label: say('web.rehearsals.title') },
        { path: `${path}/nominees`, label: say('web.nav.nominees') },
        { path: `${path}/outcome`, label: say('web.outcome.title') },
        { path: `${path}/watch`, label: say('web.watch.title') },
      ]}
    />
  );
}

export function editionPath({ id }: { readonly id: string }): string {
  return `/desk/editions/${encodeURIComponent(id)}`;
}

export function rulesDeskPath(edition: { readonly id: string }): string {
  return `${editionPath(edition)}/rules`;
}

export function useEditionCrumbs(edition?: DeskEdition) {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: '/desk/editions', label: say('web.editions-desk.title') },
    ...(edition === undefined ? [] : [{ path: editionPath(edition), label: edition.name }]),
  ];
}

export interface EditionPageProps {
  readonly edition: DeskEdition;
  readonly calendar: Calendar | undefined;
  readonly waiting: readonly Approval[];
}

/** Where an edition stands, what comes next, and what waits for a second person. */
export function EditionPage({ edition, calendar, waiting }: EditionPageProps) {
  const { language, say } = usePage();
  return (
    <Layout title={edition.name} desk editionId={edition.id} crumbs={useEditionCrumbs()}>
      <h1>{edition.name}</h1>
      <EditionTabs edition={edition} />
      <Facts
        facts={[
          [say('web.editions-desk.id'), <code dir="ltr">{edition.id}</code>],
          [say('web.editions-desk.timeZone'), <bdi dir="ltr">{edition.timeZone}</bdi>],
          [
            say('web.editions-desk.copiedFrom'),
            edition.copiedFrom === undefined ? undefined : (
              <PageLink to={editionPath({ id: edition.copiedFrom })}>{edition.copiedFrom}</PageLink>
            ),
          ],
          [say('web.editions-desk.rules'), <RulesState version={edition.rulesVersion} />],
          [
            say('web.editions-desk.open'),
            edition.openPhases.length === 0
              ? undefined
              : formatList(
                  language,
                  edition.openPhases.map((phase) => translateLoosely(language, `phase.${phase}`)),
                ),
          ],
        ]}
      />
      <NextSteps edition={edition} path={editionPath(edition)} calendar={calendar} />
      <Waiting waiting={waiting} editions={[edition]} />
      {edition.rulesVersion === undefined ? null : (
        <p class="actions">
          <LinkButton to={`/desk/editions/new?copy=${encodeURIComponent(edition.id)}`} quiet>
            {say('web.editions-desk.copy')}
          </LinkButton>
        </p>
      )}
    </Layout>
  );
}

/** What of this edition waits for a second person. */
export function Waiting({ waiting, editions }: { waiting: readonly Approval[]; editions: readonly DeskEdition[] }) {
  const { language, say } = usePage();
  return (
    <>
      <h2>{say('web.approvals.waiting')}</h2>
      {waiting.length === 0 ? <p>{say('web.approvals.none')}</p> : null}
      <ul>
        {waiting.map((approval) => (
          <li key={approval.id}>
            <PageLink to={`/desk/approvals/${approval.service}/${approval.id}`}>
              {effectInWords(language, approval.effect, editions)}
            </PageLink>
          </li>
        ))}
      </ul>
    </>
  );
}
