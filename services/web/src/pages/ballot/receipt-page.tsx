import type { BallotVersion } from '../../application/ballot/ports.js';
import type { Edition } from '../../application/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Notice } from '../parts/notice.js';
import { RowsTable } from '../parts/rows-table.js';
import { RuleLink } from '../parts/rule-link.js';
import { Instant } from '../parts/words.js';

export interface ReceiptPageProps {
  readonly edition: Edition;
  /** The newest first. */
  readonly versions: readonly BallotVersion[];
  readonly receipt: unknown;
}

/** What a voter keeps: the signed receipt of the newest version, what it proves, and every version before. */
export function ReceiptPage({ edition, versions, receipt }: ReceiptPageProps) {
  const { language, say } = usePage();
  const base = `/editions/${encodeURIComponent(edition.id)}/ballot`;
  const [latest] = versions;
  return (
    <Layout
      title={say('web.receipt.title')}
      editionId={edition.id}
      crumbs={[{ path: base, label: say('web.ballot.title') }]}
    >
      <h1>{say('web.receipt.title')}</h1>
      {latest === undefined ? (
        <Notice>{say('web.receipt.none')}</Notice>
      ) : (
        <>
          <Notice kind="success">
            {say('web.receipt.recorded', { version: latest.version, row: latest.ledgerNumber })}
          </Notice>
          <p>{say('web.receipt.explained')}</p>
          <p>
            {say('web.receipt.secret')} <RuleLink edition={edition.id} rule="count.publicationOfOpenings" />
          </p>
          <p>
            <a class="button" href={`/${language}${base}/receipts/${latest.version}`} download>
              {say('web.receipt.download')}
            </a>
          </p>
          <details>
            <summary>{say('web.receipt.show')}</summary>
            <pre class="receipt" dir="ltr" tabindex={0}>
              {JSON.stringify(receipt, null, 2)}
            </pre>
          </details>
          <h2>{say('web.receipt.versions')}</h2>
          <RowsTable
            caption={say('web.receipt.versions')}
            named={false}
            rows={versions}
            rowKey={({ version }) => String(version)}
            columns={[
              { key: 'version', label: say('web.receipt.version'), heading: true, cell: ({ version }) => version },
              {
                key: 'savedAt',
                label: say('web.receipt.savedAt'),
                cell: ({ savedAt }) => <Instant instant={savedAt} timeZone={edition.timeZone} />,
              },
              { key: 'categories', label: say('web.receipt.categories'), cell: ({ categories }) => categories },
              { key: 'row', label: say('web.receipt.row'), cell: ({ ledgerNumber }) => ledgerNumber },
              {
                key: 'file',
                label: say('web.receipt.file'),
                cell: ({ version }) => (
                  <a href={`/${language}${base}/receipts/${version}`} download>
                    {say('web.receipt.fileOf', { version })}
                  </a>
                ),
              },
            ]}
          />
        </>
      )}
    </Layout>
  );
}
