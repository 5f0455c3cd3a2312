import { formatInstant, problemTexts, translateLoosely } from '@wsis/i18n';
import type { ApprovalInFull } from '../../application/approvals/ports.js';
import type { ExpectedEffect } from '../../application/editions/ports.js';
import { RELEASE_KINDS } from '../../application/outcome/ports.js';
import type { Edition, Nominee } from '../../application/ports.js';
import { holds } from '../../application/visitor.js';
import { CalendarEffectView } from '../editions/calendar-effect-view.js';
import { rulesDeskPath } from '../editions/edition-pages.js';
import { NomineeName } from '../editions/nominee-desk-pages.js';
import { HiddenField, TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { previewPath } from '../outcome/preview-parts.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Deadline } from '../parts/deadline.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { PreviewLinks } from '../parts/preview-links.js';
import { Theirs } from '../parts/words.js';
import { PersonName, StateBadge } from './approvals-page.js';
import { ProposedDecisions } from './proposed-decisions.js';
import { ProposedPanels } from './proposed-panels.js';
import { effectInWords } from './effect-words.js';

export interface ApprovalProps {
  readonly approval: ApprovalInFull;
  readonly editions: readonly Edition[];
  readonly names: ReadonlyMap<string, string>;
  /** What would follow in the calendar, where it is about that and still waits. */
  readonly effect: ExpectedEffect | undefined;
  /** Those that the proposal speaks of, by id. */
  readonly nominees: ReadonlyMap<string, Nominee>;
  readonly now: Date;
}

/** One proposal: what it would do, who wants it and until when, and the two ways to decide. */
export function ApprovalPage(props: ApprovalProps) {
  const { approval } = props;
  const { account, language, say } = usePage();
  const mine = approval.proposedBy === account?.accountId;
  const path = pathOf(approval);
  const title = effectInWords(language, approval.effect, props.editions);
  const decides = approval.state === 'proposed' && holds(account, ['secretariat'], approval.editionId);
  const possible = approval.obstacle === undefined;
  return (
    <Layout title={title} desk crumbs={useCrumbs()}>
      <h1>{title}</h1>
      <ApprovalFacts {...props} />
      <Obstacle obstacle={approval.obstacle} />
      {approval.lastRefusal === undefined || !possible ? null : (
        <Notice kind="warning" title={problemTexts.title(language, approval.lastRefusal)}>
          {approval.state === 'proposed' ? say('web.approvals.stopped') : say('web.approvals.failed')}
        </Notice>
      )}
      {decides && mine && possible ? <Notice>{say('web.approvals.mine')}</Notice> : null}
      {decides ? (
        <p class="actions">
          {mine || !possible ? null : <LinkButton to={`${path}/approval`}>{say('web.approvals.approve')}</LinkButton>}
          <LinkButton to={`${path}/refusal`} quiet>
            {mine ? say('web.approvals.withdraw') : say('web.approvals.refuse')}
          </LinkButton>
        </p>
      ) : null}
      <Content {...props} />
    </Layout>
  );
}

/** Asks once more, with the very content that will be carried out. */
export function ApprovePage({ form, ...props }: ApprovalProps & { form: Form<'payloadHash'> }) {
  const { language, say } = usePage();
  const { approval, editions } = props;
  return (
    <ConfirmPage
      title={say('web.approvals.approve.title')}
      form={form}
      action={`${pathOf(approval)}/approval`}
      back={pathOf(approval)}
      submit={say('web.approvals.approve')}
      final
      crumbs={useCrumbs()}
      effect={
        <>
          <p>
            <strong>{effectInWords(language, approval.effect, editions)}</strong>
          </p>
          <p>{say('web.approvals.approve.explained')}</p>
          <Obstacle obstacle={approval.obstacle} />
        </>
      }
    >
      <Content {...props} />
      <HiddenField form={form} name="payloadHash" />
    </ConfirmPage>
  );
}

export function RefusePage({ form, ...props }: ApprovalProps & { form: Form<'reason'> }) {
  const { account, language, say } = usePage();
  const { approval, editions } = props;
  const mine = approval.proposedBy === account?.accountId;
  return (
    <ConfirmPage
      title={mine ? say('web.approvals.withdraw') : say('web.approvals.refuse')}
      form={form}
      action={`${pathOf(approval)}/refusal`}
      back={pathOf(approval)}
      submit={mine ? say('web.approvals.withdraw') : say('web.approvals.refuse')}
      crumbs={useCrumbs()}
      effect={
        <>
          <p>
            <strong>{effectInWords(language, approval.effect, editions)}</strong>
          </p>
          <p>{say('web.approvals.refuse.explained')}</p>
        </>
      }
    >
      <TextArea form={form} name="reason" rows={4} />
    </ConfirmPage>
  );
}

function ApprovalFacts({ approval, editions, names, now }: ApprovalProps) {
  const { account, language, say } = usePage();
  const edition = editions.find(({ id }) => id === approval.editionId);
  const timeZone = edition?.timeZone ?? 'UTC';
  const instant = (at: Date | undefined) => at && formatInstant(language, at, timeZone);
  const you = approval.proposedBy === account?.accountId;
  return (
    <Facts
      facts={[
        [say('web.calendar.state'), <StateBadge state={approval.state} />],
        [
          say('web.desk.edition'),
          approval.editionId === undefined ? (
            say('web.approvals.allEditions')
          ) : (
            <PageLink to={`/desk/editions/${encodeURIComponent(approval.editionId)}`}>
              {edition?.name ?? approval.editionId}
            </PageLink>
          ),
        ],
        [
          say('web.approvals.proposedBy'),
          you ? say('web.approvals.you') : <PersonName names={names} id={approval.proposedBy} />,
        ],
        [say('web.approvals.proposedAt'), instant(approval.proposedAt)],
        [
          say('web.approvals.expires'),
          approval.state === 'proposed' && approval.expiresAt !== undefined ? (
            <Deadline at={approval.expiresAt} timeZone={timeZone} now={now} />
          ) : undefined,
        ],
        [
          say('web.approvals.decidedBy'),
          approval.decidedBy === undefined ? undefined : <PersonName names={names} id={approval.decidedBy} />,
        ],
        [say('web.approvals.decidedAt'), instant(approval.decidedAt)],
        [
          say('web.approvals.reason'),
          approval.reason === undefined || approval.state !== 'refused' ? undefined : <Theirs text={approval.reason} />,
        ],
      ]}
    />
  );
}

/** Things have moved on since it was proposed: why, and what can be done with it. */
function Obstacle({ obstacle }: { obstacle: string | undefined }) {
  const { language, say } = usePage();
  if (obstacle === undefined) return null;
  return (
    <Notice kind="warning" title={say('web.approvals.impossible')}>
      <p>{problemTexts.title(language, obstacle)}</p>
      <p>{say('web.approvals.impossible.explained')}</p>
    </Notice>
  );
}

/** The draft as the public would read it, and what in it is new; for those who may open drafts. */
function RulesLinks({ editionId }: { editionId: string }) {
  const { account, say } = usePage();
  if (!holds(account, ['secretariat'], editionId)) return null;
  const path = rulesDeskPath({ id: editionId });
  return (
    <>
      <PreviewLinks path={`${path}/preview`} />
      <p>
        <PageLink to={`${path}/comparison`}>{say('web.rules-desk.compare.before')}</PageLink>
      </p>
    </>
  );
}

/** The very content, for people and exactly. */
function Content({ approval, editions, names, effect, nominees }: Omit<ApprovalProps, 'now'>) {
  const { language, say } = usePage();
  const timeZone = editions.find(({ id }) => id === approval.editionId)?.timeZone ?? 'UTC';
  const possible = approval.state === 'proposed' && approval.obstacle === undefined;
  const kind = RELEASE_KINDS.find((each) => each === approval.effect.params['kind']);
  const instant = (at: Date | undefined) =>
    at === undefined ? say('web.calendar.unknown') : formatInstant(language, at, timeZone);
  return (
    <>
      {approval.about === undefined ? null : (
        <Facts facts={[[say('web.approvals.concerned'), <PersonName names={names} id={approval.about} />]]} />
      )}
      {approval.nominee === undefined ? null : (
        <Facts
          facts={[
            [
              say('web.withdrawal.nominee'),
              <PageLink to={`/nominees/${encodeURIComponent(approval.nominee.id)}`}>
                <NomineeName nominee={approval.nominee} />
              </PageLink>,
            ],
            [say('web.submission.category'), translateLoosely(language, `category.${approval.nominee.category}`)],
          ]}
        />
      )}
      {approval.panels.length === 0 ? null : <ProposedPanels panels={approval.panels} names={names} />}
      {approval.decisions.length === 0 ? null : (
        <ProposedDecisions decisions={approval.decisions} nominees={nominees} />
      )}
      {effect === undefined ? null : <CalendarEffectView effect={effect} timeZone={timeZone} />}
      {approval.plans.length === 0 || effect !== undefined ? null : (
        <div class="scroll" role="region" aria-label={say('web.calendar.title')} tabindex={0}>
          <table class="data">
            <caption>{say('web.calendar.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('web.calendar.phase')}</th>
                <th scope="col">{say('web.calendar.opens')}</th>
                <th scope="col">{say('web.calendar.closes')}</th>
              </tr>
            </thead>
            <tbody>
              {approval.plans.map((plan) => (
                <tr key={plan.phase}>
                  <th scope="row">{translateLoosely(language, `phase.${plan.phase}`)}</th>
                  <td>{instant(plan.opensAt)}</td>
                  <td>{instant(plan.closesAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {approval.kind === 'competition.adopt-rules' && approval.editionId !== undefined && possible ? (
        <RulesLinks editionId={approval.editionId} />
      ) : null}
      {approval.kind === 'promotion.publish-release' && approval.editionId !== undefined && kind !== undefined ? (
        <PreviewLinks path={previewPath(approval.editionId, kind)} />
      ) : null}
      <details>
        <summary>{say('web.approvals.exact')}</summary>
        <pre dir="ltr" class="code" tabindex={0}>
          {approval.payload}
        </pre>
        <p>
          {say('web.approvals.hash')} <code dir="ltr">{approval.payloadHash}</code>
        </p>
      </details>
    </>
  );
}

function useCrumbs() {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: '/desk/approvals', label: say('web.approvals.title') },
  ];
}

function pathOf({ service, id }: ApprovalInFull): string {
  return `/desk/approvals/${service}/${id}`;
}
