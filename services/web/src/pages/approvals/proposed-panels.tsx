import { translateLoosely } from '@wsis/i18n';
import type { ApprovalInFull } from '../../application/approvals/ports.js';
import { usePage } from '../page-context.js';
import { RowsTable } from '../parts/rows-table.js';
import { PersonName } from './approvals-page.js';

export interface ProposedPanelsProps {
  readonly panels: ApprovalInFull['panels'];
  readonly names: ReadonlyMap<string, string>;
}

/** Who would judge each category, by name. */
export function ProposedPanels({ panels, names }: ProposedPanelsProps) {
  const { language, say } = usePage();
  const title = say('web.panels.members.choose');
  return (
    <RowsTable
      caption={title}
      wide
      rows={panels}
      rowKey={({ category }) => category}
      columns={[
        {
          key: 'category',
          label: say('web.submission.category'),
          heading: true,
          cell: ({ category }) => translateLoosely(language, `category.${category}`),
        },
        {
          key: 'members',
          label: say('web.panels.members'),
          cell: ({ members, chair }) => (
            <ul>
              {members.map((id) => (
                <li key={id}>
                  <PersonName names={names} id={id} />
                  {id === chair ? ` (${say('web.panels.chair')})` : null}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
