import { formatInstant, translateLoosely } from '@wsis/i18n';
import type { CalendarMove, RulesAdoption } from '../../application/audit/desk-port.js';
import type { Page } from '../../application/ports.js';
import type { DeskEdition, PhaseDates } from '../../application/editions/ports.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { DataTable } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { Theirs } from '../parts/words.js';
import { Agreed, AuditFrame, Hash, type Names } from './audit-frame.js';

export interface RulesHistoryProps {
  readonly edition: DeskEdition;
  readonly versions: readonly RulesAdoption[];
  readonly names: Names;
  readonly state: TableState;
}

/** Every version of the rules with its hash, and the two persons who adopted it. */
export function RulesHistoryPage({ edition, versions, names, state }: RulesHistoryProps) {
  const { language, say } = usePage();
  const rules = `/editions/${encodeURIComponent(edition.id)}/rules`;
  return (
    <AuditFrame edition={edition} title={say('web.auditor.rules')} explained={say('web.auditor.rules.explained')}>
      <DataTable
        caption={say('web.auditor.rules')}
        rows={versions}
        rowKey={({ version }) => String(version)}
        state={state}
        empty={<p>{say('web.auditor.rules.none')}</p>}
        columns={[
          {
            key: 'version',
            label: say('web.editions-desk.rules'),
            heading: true,
            cell: ({ version }) => (
              <PageLink to={`${rules}?version=${version}`}>
                {say('web.editions-desk.rules.version', { version })}
              </PageLink>
            ),
          },
          {
            key: 'adoptedAt',
            label: say('web.auditor.adopted'),
            cell: ({ adoptedAt }) => adoptedAt && formatInstant(language, adoptedAt, edition.timeZone),
          },
          {
            key: 'agreed',
            label: say('web.auditor.agreed'),
            cell: ({ agreed }) => <Agreed agreed={agreed} service="competition" names={names} />,
          },
          { key: 'hash', label: say('web.rules.hash'), cell: ({ hash }) => <Hash hash={hash} /> },
        ]}
      />
    </AuditFrame>
  );
}

export interface CalendarHistoryProps {
  readonly edition: DeskEdition;
  readonly moves: Page<CalendarMove>;
  readonly names: Names;
  readonly state: TableState;
}

/** Every change of the dates, with its reason and what it was before. */
export function CalendarHistoryPage({ edition, moves, names, state }: CalendarHistoryProps) {
  const { language, say } = usePage();
  return (
    <AuditFrame edition={edition} title={say('web.auditor.calendar')} explained={say('web.auditor.calendar.explained')}>
      <DataTable
        caption={say('web.auditor.calendar')}
        rows={moves.items}
        rowKey={({ version }) => String(version)}
        state={state}
        nextCursor={moves.nextCursor}
        empty={<p>{say('web.calendar-desk.changes.none')}</p>}
        columns={[
          {
            key: 'changedAt',
            label: say('web.audit.when'),
            heading: true,
            cell: ({ changedAt }) => changedAt && formatInstant(language, changedAt, edition.timeZone),
          },
          {
            key: 'reason',
            label: say('web.approvals.reason'),
            cell: ({ change, reason }) => (
              <>
                {translateLoosely(language, `web.calendar-desk.change.${change}`)} <Theirs text={reason} />
              </>
            ),
          },
          {
            key: 'moved',
            label: say('web.auditor.dates'),
            cell: ({ moved }) => (
              <ul class="plain">
                {moved.map(({ before, after }) => (
                  <li key={after.phase}>
                    <strong>{translateLoosely(language, `phase.${after.phase}`)}</strong>
                    <br />
                    {before === undefined ? null : (
                      <>
                        <del>
                          <Dates dates={before} timeZone={edition.timeZone} />
                        </del>
                        <br />
                      </>
                    )}
                    <ins>
                      <Dates dates={after} timeZone={edition.timeZone} />
                    </ins>
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: 'agreed',
            label: say('web.auditor.agreed'),
            cell: ({ agreed }) => <Agreed agreed={agreed} service="competition" names={names} />,
          },
        ]}
      />
    </AuditFrame>
  );
}

function Dates({ dates: { opensAt, closesAt }, timeZone }: { dates: PhaseDates; timeZone: string }) {
  const { language, say } = usePage();
  const instant = (at: Date | undefined) =>
    at === undefined ? say('web.calendar.unknown') : formatInstant(language, at, timeZone);
  return (
    <>
      <bdi>{instant(opensAt)}</bdi> – <bdi>{instant(closesAt)}</bdi>
    </>
  );
}
