import { formatNumber, translateLoosely } from '@wsis/i18n';
import type { DeskEdition } from '../../application/editions/ports.js';
import { REHEARSAL_ACTS, type RehearsalInFull, type RehearsalResult } from '../../application/rehearsals/ports.js';
import { editionPath, useEditionCrumbs } from '../editions/edition-pages.js';
import { FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { CheckItem, CheckList } from '../parts/check-list.js';
import { Facts } from '../parts/facts.js';
import { LinkButton } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Progress } from '../parts/progress.js';
import { Journey } from '../parts/steps.js';
import { Instant, Theirs } from '../parts/words.js';
import { RehearsalBadge, RulesTried } from './rehearsals-page.js';

export interface RehearsalPageProps {
  readonly edition: DeskEdition;
  readonly rehearsal: RehearsalInFull;
  readonly form: Form<never>;
}

/** How far a rehearsal is, and what came of it. */
export function RehearsalPage({ edition, rehearsal, form }: RehearsalPageProps) {
  const { say } = usePage();
  const title = say('web.rehearsals.one');
  const list = `${editionPath(edition)}/rehearsals`;
  const { state, requestedAt, endedAt, result, failure } = rehearsal;
  const instant = (at: Date | undefined) => at && <Instant instant={at} timeZone={edition.timeZone} />;
  return (
    <Layout
      title={title}
      desk
      editionId={edition.id}
      failed={form.refusal !== undefined}
      crumbs={[...useEditionCrumbs(edition), { path: list, label: say('web.rehearsals.title') }]}
    >
      <h1>{title}</h1>
      <Facts
        facts={[
          [say('web.rehearsals.state'), <RehearsalBadge state={state} />],
          [say('web.rehearsals.rules'), <RulesTried {...rehearsal} />],
          [say('web.rehearsals.when'), instant(requestedAt)],
          [say('web.rehearsals.ended'), instant(endedAt)],
        ]}
      />
      {state === 'waiting' || state === 'running' ? (
        <UnderWay rehearsal={rehearsal} form={form} path={`${list}/${rehearsal.id}`} />
      ) : null}
      {failure === undefined ? null : (
        <>
          <h2>{say('web.rehearsals.failure')}</h2>
          <p class="quiet">{say('web.rehearsals.ownWords')}</p>
          <p>
            <Theirs text={failure} language="en" />
          </p>
        </>
      )}
      {result === undefined ? null : <Result result={result} />}
    </Layout>
  );
}

function UnderWay({ rehearsal, form, path }: Pick<RehearsalPageProps, 'rehearsal' | 'form'> & { path: string }) {
  const { language, account, say } = usePage();
  const { act, done, of, cancelAsked } = rehearsal;
  const current = act === undefined ? 0 : REHEARSAL_ACTS.indexOf(act);
  const figure = (value: number) => formatNumber(language, value);
  const mayCancel = account?.roles.some(({ role }) => role === 'secretariat') === true;
  return (
    <>
      <Journey
        label={say('web.rehearsals.one')}
        steps={REHEARSAL_ACTS.map((each) => translateLoosely(language, `web.rehearsals.act.${each}`))}
        current={current}
      />
      {of === 0 ? null : (
        <Progress
          label={say('web.rehearsals.progress')}
          value={done}
          max={of}
          text={say('web.watch.of', { done: figure(done), all: figure(of) })}
        />
      )}
      <p class="actions">
        <LinkButton to={path}>{say('web.rehearsals.look')}</LinkButton>
      </p>
      {cancelAsked ? <Notice kind="info">{say('web.rehearsals.ending')}</Notice> : null}
      {mayCancel && !cancelAsked ? (
        <FormView form={form} action={`${path}/cancellation`} submit={say('web.rehearsals.cancel')} danger />
      ) : null}
    </>
  );
}

function Result({ result }: { result: RehearsalResult }) {
  const { language, say } = usePage();
  const { checks, winners, nominees, voters, experts, seconds } = result;
  const broken = checks.filter(({ holds }) => !holds);
  const held = checks.filter(({ holds }) => holds);
  return (
    <>
      <p class="lead">{say('web.rehearsals.result', { held: held.length, broken: broken.length })}</p>
      <p>{say('web.rehearsals.scale', { nominees, voters, experts, seconds: formatNumber(language, seconds) })}</p>
      <p class="quiet">{say('web.rehearsals.ownWords')}</p>
      {broken.length === 0 ? null : (
        <>
          <h2>{say('web.rehearsals.broken')}</h2>
          <Checks checks={broken} />
        </>
      )}
      <details>
        <summary>{say('web.rehearsals.held')}</summary>
        <Checks checks={held} />
      </details>
      {winners.length === 0 ? null : (
        <>
          <h2>{say('web.rehearsals.winners')}</h2>
          <Facts
            facts={winners.map(({ category, winner }) => [
              <bdi dir="ltr">{category}</bdi>,
              <Theirs text={winner} language="en" />,
            ])}
          />
        </>
      )}
    </>
  );
}

function Checks({ checks }: Pick<RehearsalResult, 'checks'>) {
  const { language } = usePage();
  return (
    <CheckList>
      {checks.map(({ name, holds, detail }) => (
        <CheckItem
          key={name}
          mood={holds ? 'good' : 'bad'}
          word={translateLoosely(language, `web.rehearsals.check.${holds ? 'holds' : 'broken'}`)}
          mend={holds || detail === '' ? undefined : <Theirs text={detail} language="en" />}
        >
          <Theirs text={name} language="en" />
        </CheckItem>
      ))}
    </CheckList>
  );
}
