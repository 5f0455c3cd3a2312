import type { DeskEdition } from '../../application/editions/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { DataTable } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { auditPath } from './audit-frame.js';

/** Where an auditor begins: the editions. */
export function AuditEditionsPage({ editions, state }: { editions: readonly DeskEdition[]; state: TableState }) {
  const { say } = usePage();
  const title = say('web.auditor.title');
  return (
    <Layout title={title} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{title}</h1>
      <p class="lead">{say('web.auditor.explained')}</p>
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
            cell: (edition) => <PageLink to={auditPath(edition)}>{edition.name}</PageLink>,
          },
          {
            key: 'year',
            label: say('web.rule.year'),
            figure: true,
            cell: ({ year }) => String(year),
          },
        ]}
      />
    </Layout>
  );
}
