import type { ComponentChildren } from 'preact';
import type { TwoPersons } from '../../application/audit/desk-port.js';
import type { DeskEdition } from '../../application/editions/ports.js';
import { PersonName } from '../approvals/approvals-page.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Tabs } from '../parts/tabs.js';

export type Names = ReadonlyMap<string, string>;

export const AUDIT_EDITIONS = '/desk/audit/editions';

export function auditPath({ id }: { readonly id: string }): string {
  return `${AUDIT_EDITIONS}/${encodeURIComponent(id)}`;
}

/** The frame of each page on what an auditor checks of an edition. */
export function AuditFrame({
  edition,
  title,
  explained,
  children,
}: {
  edition: DeskEdition;
  title: string;
  explained: string;
  children: ComponentChildren;
}) {
  const { say } = usePage();
  const path = auditPath(edition);
  return (
    <Layout title={title} desk editionId={edition.id} crumbs={useAuditCrumbs(edition)}>
      <h1>{title}</h1>
      <Tabs
        label={edition.name}
        tabs={[
          { path, label: say('web.auditor.ledger') },
          { path: `${path}/rules`, label: say('web.auditor.rules') },
          { path: `${path}/calendar`, label: say('web.auditor.calendar') },
          { path: `${path}/ballots`, label: say('web.auditor.ballots') },
          { path: `${path}/exports`, label: say('web.auditor.exports') },
        ]}
      />
      <p class="lead">{explained}</p>
      {children}
    </Layout>
  );
}

export function useAuditCrumbs(edition?: DeskEdition) {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: AUDIT_EDITIONS, label: say('web.auditor.title') },
    ...(edition === undefined ? [] : [{ path: auditPath(edition), label: edition.name }]),
  ];
}

/** Who asked for it and who agreed, with the way to the approval itself. */
export function Agreed({
  agreed,
  service,
  names,
}: {
  agreed: TwoPersons | undefined;
  service: 'competition' | 'voting';
  names: Names;
}) {
  const { say } = usePage();
  if (agreed === undefined) return <>{say('web.auditor.noApproval')}</>;
  const { approvalId, proposedBy, decidedBy } = agreed;
  return (
    <>
      {proposedBy === undefined ? null : (
        <>
          {say('web.approvals.proposedBy')} <PersonName names={names} id={proposedBy} />
          <br />
          {say('web.approvals.decidedBy')} <PersonName names={names} id={decidedBy} />
          <br />
        </>
      )}
      <PageLink to={`/desk/approvals/${service}/${encodeURIComponent(approvalId)}`}>
        {say('web.auditor.approval')}
        <span class="unseen"> {approvalId}</span>
      </PageLink>
    </>
  );
}

/** A hash in full: it is there to be compared, letter by letter. */
export function Hash({ hash }: { hash: string }) {
  return (
    <code dir="ltr" class="hash">
      {hash}
    </code>
  );
}
