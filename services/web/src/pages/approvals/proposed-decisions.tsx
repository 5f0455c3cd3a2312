import { translateLoosely } from '@wsis/i18n';
import type { ApprovalInFull } from '../../application/approvals/ports.js';
import type { Nominee } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { RowsTable } from '../parts/rows-table.js';
import { Theirs } from '../parts/words.js';

export interface ProposedDecisionsProps {
  readonly decisions: ApprovalInFull['decisions'];
  /** By id; one that cannot be read at the moment is missing. */
  readonly nominees: ReadonlyMap<string, Nominee>;
}

/** Who would win each category, who would be honoured besides, and in which words. */
export function ProposedDecisions({ decisions, nominees }: ProposedDecisionsProps) {
  const { language, say } = usePage();
  const title = say('web.approvals.decisions');
  return (
    <RowsTable
      caption={title}
      wide
      rows={decisions}
      rowKey={({ category }) => category}
      columns={[
        {
          key: 'category',
          label: say('web.submission.category'),
          heading: true,
          cell: ({ category }) => translateLoosely(language, `category.${category}`),
        },
        {
          key: 'winner',
          label: say('web.panels.outcome'),
          cell: ({ winner }) =>
            winner === undefined ? say('web.panels.noWinner') : <Named id={winner} nominees={nominees} />,
        },
        {
          key: 'recognition',
          label: say('web.panels.recognition'),
          cell: ({ specialRecognition }) =>
            specialRecognition.length === 0 ? null : (
              <ul>
                {specialRecognition.map((id) => (
                  <li key={id}>
                    <Named id={id} nominees={nominees} />
                  </li>
                ))}
              </ul>
            ),
        },
        {
          key: 'statement',
          label: say('web.panels.statement'),
          cell: ({ statement }) => <Theirs text={statement} />,
        },
      ]}
    />
  );
}

function Named({ id, nominees }: Pick<ProposedDecisionsProps, 'nominees'> & { id: string }) {
  const { language } = usePage();
  const nominee = nominees.get(id);
  const path = `/nominees/${encodeURIComponent(id)}`;
  if (nominee === undefined) {
    return (
      <PageLink to={path}>
        <code>{id.slice(-12)}</code>
      </PageLink>
    );
  }
  const text = chooseText(nominee.texts, language)?.text;
  return (
    <>
      <PageLink to={path}>
        <Theirs text={text?.title ?? nominee.organisation} language={text?.language} />
      </PageLink>
      <br />
      <Theirs text={nominee.organisation} />
    </>
  );
}
