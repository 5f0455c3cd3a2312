import { translateLoosely } from '@wsis/i18n';
import type { ApprovalInFull } from '../../application/approvals/ports.js';
import type { Nominee } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
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
    <div class="scroll" role="region" aria-label={title} tabindex={0}>
      <table class="data">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web.submission.category')}</th>
            <th scope="col">{say('web.panels.outcome')}</th>
            <th scope="col">{say('web.panels.recognition')}</th>
            <th scope="col">{say('web.panels.statement')}</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map(({ category, winner, specialRecognition, statement }) => (
            <tr key={category}>
              <th scope="row">{translateLoosely(language, `category.${category}`)}</th>
              <td>{winner === undefined ? say('web.panels.noWinner') : <Named id={winner} nominees={nominees} />}</td>
              <td>
                {specialRecognition.length === 0 ? null : (
                  <ul>
                    {specialRecognition.map((id) => (
                      <li key={id}>
                        <Named id={id} nominees={nominees} />
                      </li>
                    ))}
                  </ul>
                )}
              </td>
              <td>
                <Theirs text={statement} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
