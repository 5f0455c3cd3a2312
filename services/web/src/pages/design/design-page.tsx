import { formatNumber, translateLoosely } from '@wsis/i18n';
import { Conflicts } from '../forms/conflicts.js';
import { CheckField, ChoiceField, FileField, FormView, SelectField, TextArea, TextField } from '../forms/fields.js';
import { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge, State } from '../parts/badge.js';
import { Card, Cards } from '../parts/card.js';
import { AsOf, Deadline } from '../parts/deadline.js';
import { EmptyState } from '../parts/empty-state.js';
import { Facts } from '../parts/facts.js';
import { LanguageNote } from '../parts/language-note.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Progress } from '../parts/progress.js';
import { Journey, Steps } from '../parts/steps.js';
import { ListFilter, TableFilter } from '../parts/table-filter.js';
import type { TableState } from '../parts/table-query.js';
import { DataTable } from '../parts/table.js';
import { Tabs } from '../parts/tabs.js';

/** The same for everybody who looks, whenever: these instants are made up. */
const NOW = new Date('2026-04-30T10:00:00Z');
const CLOSE = new Date('2026-05-05T21:00:00Z');
const PHASES = ['submission', 'screening', 'voting', 'evaluation'] as const;
const PATH = '/design';

/** Every part that pages are made of, in the reader's language, with words that are in use elsewhere. */
export function DesignPage({ state }: { state: TableState }) {
  const { say } = usePage();
  return (
    <Layout title={say('web.design.title')} desk crumbs={[{ path: '', label: say('web.nav.home') }]}>
      <h1>{say('web.design.title')}</h1>
      <p class="lead">{say('web.design.intro')}</p>
      <Buttons />
      <Notices />
      <States />
      <Time />
      <Way />
      <Lists state={state} />
      <Texts />
      <Forms />
      <TwoPeople />
    </Layout>
  );
}

function Buttons() {
  const { say } = usePage();
  return (
    <section>
      <h2>{say('web.design.buttons')}</h2>
      <p class="actions">
        <LinkButton to={PATH}>{say('web.code.submit')}</LinkButton>
        <LinkButton to={PATH} quiet>
          {say('web.table.showAll')}
        </LinkButton>
        <button type="button" class="button danger">
          {say('web.sign-out')}
        </button>
        <PageLink to={PATH}>{say('web.confirm.back')}</PageLink>
      </p>
    </section>
  );
}

function Notices() {
  const { say } = usePage();
  return (
    <section>
      <h2>{say('web.design.notices')}</h2>
      <Notice>{say('web.health.explained')}</Notice>
      <Notice kind="success">{say('web.said.signed-out')}</Notice>
      <Notice kind="warning">{say('web.confirm.final')}</Notice>
      <Notice kind="problem" title={say('web.cookie.title')}>
        {say('web.cookie.explained')}
      </Notice>
      <EmptyState title={say('web.table.empty')}>
        <p>{say('web.home.none')}</p>
      </EmptyState>
    </section>
  );
}

function States() {
  const { say } = usePage();
  return (
    <section>
      <h2>{say('web.design.states')}</h2>
      <p class="row">
        <Badge>{say('web.vote-state.not-open')}</Badge>
        <Badge mood="info">{say('web.phase-state.planned')}</Badge>
        <Badge mood="good">{say('web.vote-state.open')}</Badge>
        <Badge mood="warn">{say('web.vote-state.paused')}</Badge>
        <Badge mood="bad">{say('web.nominee.withdrawn')}</Badge>
        <State open>{say('web.phase-state.open')}</State>
        <State open={false}>{say('web.phase-state.closed')}</State>
      </p>
    </section>
  );
}

function Time() {
  const { say } = usePage();
  return (
    <section>
      <h2>{say('web.design.time')}</h2>
      <Deadline at={CLOSE} timeZone="Europe/Zurich" now={NOW} />
      <AsOf now={NOW} />
    </section>
  );
}

function Way() {
  const { language, say } = usePage();
  return (
    <section>
      <h2>{say('web.design.way')}</h2>
      <Tabs
        label={say('web.design.way')}
        tabs={[
          { path: PATH, label: say('web.nav.nominees'), count: formatNumber(language, 90) },
          { path: '/design?tab=2', label: say('web.nav.results') },
        ]}
      />
      <Journey
        label={say('web.home.steps')}
        steps={PHASES.map((phase) => translateLoosely(language, `phase.${phase}`))}
        current={2}
      />
      <Progress
        label={say('web.health.row.counted')}
        value={15}
        max={18}
        text={`${formatNumber(language, 15)} / ${formatNumber(language, 18)}`}
      />
      <Steps steps={[<p>{say('web.enrolment.step.app')}</p>, <p>{say('web.enrolment.step.scan')}</p>]} />
    </section>
  );
}

function Lists({ state }: { state: TableState }) {
  const { language, say } = usePage();
  const rows = PHASES.map((phase, index) => ({ phase, number: 1_200 * (index + 1) }));
  return (
    <section>
      <h2>{say('web.design.lists')}</h2>
      <Cards>
        {PHASES.map((phase) => (
          <Card key={phase} level={3} title={translateLoosely(language, `phase.${phase}`)}>
            <p>{translateLoosely(language, `web.home.step.${phase}`)}</p>
          </Card>
        ))}
      </Cards>
      <Facts
        facts={[
          [say('web.nominee.number'), formatNumber(language, 17)],
          [say('web.nominee.country'), say('web.country.international')],
        ]}
      />
      <TableFilter
        state={state}
        search={{ name: 'q', label: say('web.calendar.phase') }}
        choices={[
          {
            name: 'state',
            label: say('web.calendar.state'),
            options: [{ value: 'open', label: say('web.phase-state.open') }],
          },
        ]}
      />
      <DataTable
        caption={say('web.calendar.title')}
        columns={[
          {
            key: 'phase',
            label: say('web.calendar.phase'),
            sortable: true,
            heading: true,
            cell: ({ phase }) => translateLoosely(language, `phase.${phase}`),
          },
          {
            key: 'number',
            label: say('web.health.saved'),
            sortable: true,
            figure: true,
            cell: ({ number }) => formatNumber(language, number),
          },
        ]}
        rows={rows}
        rowKey={({ phase }) => phase}
        state={state}
        nextCursor="next"
        empty={null}
      />
      <ListFilter list="phases" label={say('web.calendar.phase')} />
      <ul id="phases">
        {PHASES.map((phase) => (
          <li key={phase}>{translateLoosely(language, `phase.${phase}`)}</li>
        ))}
      </ul>
    </section>
  );
}

function Texts() {
  const { say } = usePage();
  return (
    <section>
      <h2>{say('web.design.texts')}</h2>
      <LanguageNote state="original" of="fr" translation={PATH} />
      <LanguageNote state="machine-draft" of="ar" original={PATH} />
      <LanguageNote state="checked" of="ru" original={PATH} />
    </section>
  );
}

function Forms() {
  const { language, say } = usePage();
  const form = new Form({
    language,
    fields: {
      email: { label: say('web.sign-in.email'), hint: say('web.sign-in.explained'), required: true },
      about: { label: say('web.conflict.mine'), required: true, maxWords: 200 },
      category: { label: say('web.nominees.choose'), required: true },
      phase: { label: say('web.calendar.phase') },
      picture: { label: say('web.enrolment.step.scan') },
      agreed: { label: say('web.cookie.allow'), required: true },
    },
  }).refusedFor([
    { field: 'email', rule: 'isEmail' },
    { field: 'phase', rule: 'isIn' },
  ]);
  const choices = PHASES.map((phase) => ({ value: phase, label: translateLoosely(language, `phase.${phase}`) }));
  return (
    <section>
      <h2>{say('web.design.forms')}</h2>
      {/* The door reads nothing: this form shows, and sends nothing. */}
      <FormView form={form} action={PATH} method="get" submit={say('web.code.submit')}>
        <TextField form={form} name="email" type="email" autocomplete="off" />
        <TextArea form={form} name="about" />
        <SelectField form={form} name="category" choices={choices} empty={say('web.table.all')} />
        <ChoiceField form={form} name="phase" choices={choices} />
        <FileField form={form} name="picture" accept="image/png" />
        <CheckField form={form} name="agreed" />
      </FormView>
    </section>
  );
}

function TwoPeople() {
  const { language, say } = usePage();
  const form = new Form({ language, fields: { text: { label: say('web.nominee.organisation') } } });
  return (
    <section>
      <h2>{say('web.design.conflict')}</h2>
      <Conflicts
        form={form}
        conflicts={[{ field: 'text', mine: say('web.home.purpose'), theirs: say('web.home.step.voting') }]}
      />
    </section>
  );
}
