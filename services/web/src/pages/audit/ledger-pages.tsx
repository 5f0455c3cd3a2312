import { formatInstant, formatNumber, translateLoosely } from '@wsis/i18n';
import type {
  BallotsDecided,
  Evidence,
  LedgerBalance,
  LedgerStatement,
  SignedLedger,
} from '../../application/audit/desk-port.js';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { Page } from '../../application/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Facts } from '../parts/facts.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { Theirs } from '../parts/words.js';
import { Agreed, AuditFrame, Hash, auditPath, useAuditCrumbs, type Names } from './audit-frame.js';

const WHERE_BALLOTS_WENT = ['counted', 'superseded', 'incomplete', 'removed', 'underReview'] as const;

export interface LedgerProps {
  readonly edition: DeskEdition;
  readonly ledger: LedgerStatement | undefined;
  readonly names: Names;
}

/** The ledger's numbers and hashes, and the ways to everything else that is checked of an edition. */
export function LedgerPage({ edition, ledger, names }: LedgerProps) {
  const { say } = usePage();
  return (
    <AuditFrame edition={edition} title={say('web.auditor.ledger')} explained={say('web.auditor.ledger.explained')}>
      {ledger === undefined ? <p>{say('web.health.none')}</p> : <Ledger {...{ edition, ledger, names }} />}
      <h2>{say('web.auditor.further')}</h2>
      <ul>
        <li>
          <PageLink to={`/desk/audit?edition=${encodeURIComponent(edition.id)}`}>{say('web.audit.title')}</PageLink>
        </li>
        <li>
          <PageLink to={`/desk/approvals/history?edition=${encodeURIComponent(edition.id)}`}>
            {say('web.auditor.approvals')}
          </PageLink>
        </li>
      </ul>
    </AuditFrame>
  );
}

function Ledger({ edition, ledger, names }: LedgerProps & { ledger: LedgerStatement }) {
  const { language, say } = usePage();
  const { head, rules, certified, balance } = ledger;
  const instant = (at: Date | undefined) => at && formatInstant(language, at, edition.timeZone);
  const hash = (value: string | undefined) => (value === undefined ? undefined : <Hash hash={value} />);
  return (
    <>
      <Facts
        facts={[
          [say('web.health.state'), translateLoosely(language, `web.vote-state.${ledger.state}`)],
          [say('web.health.opens'), instant(ledger.opensAt)],
          [say('web.health.closes'), instant(ledger.closesAt)],
          [say('web.health.saved'), formatNumber(language, ledger.accepted)],
          [say('web.health.ledger'), formatNumber(language, ledger.rows)],
          [say('web.auditor.lastRow'), head && formatNumber(language, head.number)],
          [say('web.auditor.lastLeaf'), hash(head?.leafHash)],
          [say('web.auditor.finalNumber'), ledger.finalNumber && formatNumber(language, ledger.finalNumber)],
          [say('web.auditor.rulesOfLedger', { version: rules.version }), hash(rules.hash)],
          [say('web.auditor.receiptKey'), hash(ledger.keyId)],
          [say('web.auditor.resultHash'), hash(certified?.resultHash)],
          [
            say('web.auditor.certifiedBy'),
            certified === undefined ? undefined : <Agreed agreed={certified} service="voting" names={names} />,
          ],
        ]}
      />
      {balance === undefined ? <p>{say('web.health.balance.later')}</p> : <Balance balance={balance} />}
      <Signed edition={edition} checkpoint={ledger.checkpoint} />
      <Check edition={edition} closed={balance !== undefined} />
    </>
  );
}

/** The whole ledger in one signature, and the file that a program checks by the public key alone. */
function Signed({ edition, checkpoint }: { edition: DeskEdition; checkpoint: SignedLedger | undefined }) {
  const { language, say } = usePage();
  return (
    <>
      <h2>{say('web.auditor.checkpoint')}</h2>
      <p>{say('web.auditor.checkpoint.explained')}</p>
      {checkpoint === undefined ? (
        <p>{say('web.auditor.checkpoint.none')}</p>
      ) : (
        <>
          <Facts
            facts={[
              [say('web.auditor.checkpoint.size'), formatNumber(language, checkpoint.size)],
              [say('web.auditor.checkpoint.root'), <Hash hash={checkpoint.root} />],
              [
                say('web.auditor.checkpoint.at'),
                checkpoint.signedAt && formatInstant(language, checkpoint.signedAt, edition.timeZone),
              ],
              [say('web.auditor.receiptKey'), <Hash hash={checkpoint.keyId} />],
              [say('web.auditor.checkpoint.signature'), <Hash hash={checkpoint.signature} />],
              [say('web.auditor.checkpoint.key'), <Hash hash={checkpoint.verifierKey} />],
            ]}
          />
          <p class="actions">
            <a
              class="button quiet"
              href={`/api/voting/editions/${encodeURIComponent(edition.id)}/checkpoint/note`}
              download
            >
              {say('web.auditor.checkpoint.file')}
            </a>
          </p>
          <p class="hint">{say('web.auditor.checkpoint.witness')}</p>
        </>
      )}
    </>
  );
}

/** What anybody may read, to check what is said above without asking anybody. */
function Check({ edition: { id }, closed }: { edition: DeskEdition; closed: boolean }) {
  const { say } = usePage();
  const of = encodeURIComponent(id);
  return (
    <>
      <h2>{say('web.auditor.check')}</h2>
      <p>{say('web.auditor.check.explained')}</p>
      <ul>
        <li>
          <a href={`/api/voting/editions/${of}/ledger?from=0`}>{say('web.auditor.check.rows')}</a>
        </li>
        <li>
          <a href="/api/voting/receipt-key">{say('web.auditor.check.key')}</a>
        </li>
        {closed ? (
          <li>
            <a href={`/api/voting/editions/${of}/statement`}>{say('web.auditor.check.statement')}</a>
          </li>
        ) : null}
        <li>
          <a href={`/api/competition/editions/${of}/rule-book/canonical`}>{say('web.auditor.check.rules')}</a>
        </li>
      </ul>
    </>
  );
}

/** Accepted = all the others together: whether that is so is said, not left to be added up. */
function Balance({ balance }: { balance: LedgerBalance }) {
  const { language, say } = usePage();
  const together = WHERE_BALLOTS_WENT.reduce((sum, name) => sum + balance[name], 0);
  return (
    <>
      <h2>{say('web.health.balance')}</h2>
      <Facts
        facts={[
          [say('web.health.accepted'), formatNumber(language, balance.accepted)],
          ...WHERE_BALLOTS_WENT.map(
            (name) =>
              [translateLoosely(language, `web.health.row.${name}`), formatNumber(language, balance[name])] as const,
          ),
        ]}
      />
      {together === balance.accepted ? (
        <p>{say('web.auditor.balance.right')}</p>
      ) : (
        <Notice kind="warning">{say('web.auditor.balance.wrong')}</Notice>
      )}
    </>
  );
}

export interface RegisterProps {
  readonly edition: DeskEdition;
  readonly register: Page<BallotsDecided>;
  readonly names: Names;
  readonly state: TableState;
}

/** Every review, restoration and removal of ballots. */
export function RegisterPage({ edition, register, names, state }: RegisterProps) {
  const { language, say } = usePage();
  return (
    <AuditFrame edition={edition} title={say('web.auditor.ballots')} explained={say('web.auditor.ballots.explained')}>
      <DataTable
        caption={say('web.auditor.ballots')}
        rows={register.items}
        rowKey={({ ledgerNumber }) => String(ledgerNumber)}
        state={state}
        nextCursor={register.nextCursor}
        empty={<p>{say('web.auditor.ballots.none')}</p>}
        columns={[
          {
            key: 'number',
            label: say('web.auditor.row'),
            heading: true,
            cell: ({ ledgerNumber, decidedAt }) => (
              <>
                {formatNumber(language, ledgerNumber)}
                <br />
                <span class="quiet">{decidedAt && formatInstant(language, decidedAt, edition.timeZone)}</span>
              </>
            ),
          },
          {
            key: 'action',
            label: say('web.auditor.decision'),
            cell: ({ action, rule }) => (
              <>
                {translateLoosely(language, `web.auditor.decision.${action}`)}
                <br />
                <Theirs text={rule} />
              </>
            ),
          },
          {
            key: 'ballots',
            label: say('web.outcome.numbers'),
            cell: ({ ballots }) => <bdi dir="ltr">{ballots.join(', ')}</bdi>,
          },
          {
            key: 'agreed',
            label: say('web.auditor.agreed'),
            cell: ({ agreed }) => <Agreed agreed={agreed} service="voting" names={names} />,
          },
          {
            key: 'evidence',
            label: say('web.auditor.evidenceHash'),
            cell: ({ evidenceHash, ledgerNumber }) => (
              <>
                <Hash hash={evidenceHash} />
                <br />
                <PageLink to={`${auditPath(edition)}/ballots/${ledgerNumber}`}>
                  {say('web.auditor.evidence.read')}
                  <span class="unseen"> {formatNumber(language, ledgerNumber)}</span>
                </PageLink>
              </>
            ),
          },
        ]}
      />
    </AuditFrame>
  );
}

/** What one decision rests on, and the salt with which its hash is checked. */
export function EvidencePage({
  edition,
  evidence,
  number,
}: {
  edition: DeskEdition;
  evidence: Evidence;
  number: number;
}) {
  const { say } = usePage();
  const title = say('web.auditor.evidence', { number });
  const crumbs = useAuditCrumbs(edition);
  return (
    <Layout
      title={title}
      desk
      editionId={edition.id}
      crumbs={[...crumbs, { path: `${auditPath(edition)}/ballots`, label: say('web.auditor.ballots') }]}
    >
      <h1>{title}</h1>
      <p class="lead">{say('web.auditor.evidence.explained')}</p>
      <pre class="code" dir="auto" tabindex={0}>
        {evidence.evidence}
      </pre>
      <Facts
        facts={[[say('web.auditor.salt'), evidence.salt === undefined ? undefined : <Hash hash={evidence.salt} />]]}
      />
    </Layout>
  );
}
