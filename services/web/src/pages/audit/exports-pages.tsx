import { formatInstant } from '@wsis/i18n';
import type { OpeningsExport } from '../../application/audit/desk-port.js';
import type { DeskEdition } from '../../application/editions/ports.js';
import { holds } from '../../application/visitor.js';
import { TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { DataTable } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { Theirs } from '../parts/words.js';
import { AuditFrame, auditPath, useAuditCrumbs } from './audit-frame.js';

export interface ExportsProps {
  readonly edition: DeskEdition;
  readonly exports: readonly OpeningsExport[];
  readonly state: TableState;
}

/** The openings of all ballots: what two persons agreed to hand to auditors, and until when. */
export function ExportsPage({ edition, exports, state }: ExportsProps) {
  const { account, language, say } = usePage();
  const path = `${auditPath(edition)}/exports`;
  const instant = (at: Date | undefined) => at && formatInstant(language, at, edition.timeZone);
  return (
    <AuditFrame edition={edition} title={say('web.auditor.exports')} explained={say('web.auditor.exports.explained')}>
      {holds(account, ['secretariat'], edition.id) ? (
        <p class="actions">
          <LinkButton to={`${path}/new`}>{say('web.auditor.export.propose')}</LinkButton>
        </p>
      ) : (
        <p>{say('web.auditor.export.ask')}</p>
      )}
      <DataTable
        caption={say('web.auditor.exports')}
        rows={exports}
        rowKey={({ id }) => id}
        state={state}
        empty={<p>{say('web.auditor.exports.none')}</p>}
        columns={[
          {
            key: 'grantedAt',
            label: say('web.auditor.agreed'),
            heading: true,
            cell: ({ grantedAt }) => instant(grantedAt),
          },
          { key: 'reason', label: say('web.approvals.reason'), cell: ({ reason }) => <Theirs text={reason} /> },
          {
            key: 'expiresAt',
            label: say('web.auditor.export.until'),
            cell: ({ expiresAt, open }) => (
              <>
                {instant(expiresAt)}{' '}
                {open ? (
                  <Badge mood="good">{say('web.auditor.export.open')}</Badge>
                ) : (
                  <Badge>{say('web.auditor.export.over')}</Badge>
                )}
              </>
            ),
          },
          {
            key: 'address',
            label: say('web.auditor.export.address'),
            cell: ({ id, open }) => (
              <>
                {open && holds(account, ['auditor'], edition.id) ? (
                  <>
                    <PageLink to={`${path}/${id}/openings.ndjson`}>{say('web.auditor.export.take')}</PageLink>
                    <br />
                  </>
                ) : null}
                <code dir="ltr" class="hash">
                  GET /api/voting/editions/{edition.id}/openings/{id}
                </code>
              </>
            ),
          },
        ]}
      />
    </AuditFrame>
  );
}

export function ProposeExportPage({ edition, form }: { edition: DeskEdition; form: Form<'reason'> }) {
  const { say } = usePage();
  const path = `${auditPath(edition)}/exports`;
  return (
    <ConfirmPage
      title={say('web.auditor.export.propose')}
      form={form}
      action={`${path}/new`}
      back={path}
      submit={say('web.outcome.propose')}
      crumbs={[...useAuditCrumbs(edition), { path, label: say('web.auditor.exports') }]}
      effect={
        <>
          <p>{say('web.auditor.export.effect')}</p>
          <p>{say('web.calendar-desk.effect.second')}</p>
        </>
      }
    >
      <TextArea form={form} name="reason" rows={4} />
    </ConfirmPage>
  );
}
