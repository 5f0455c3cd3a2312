import { translateLoosely } from '@wsis/i18n';
import type { ApprovalInFull } from '../../application/approvals/ports.js';
import { usePage } from '../page-context.js';
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
    <div class="scroll" role="region" aria-label={title} tabindex={0}>
      <table class="data">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web.submission.category')}</th>
            <th scope="col">{say('web.panels.members')}</th>
          </tr>
        </thead>
        <tbody>
          {panels.map(({ category, members, chair }) => (
            <tr key={category}>
              <th scope="row">{translateLoosely(language, `category.${category}`)}</th>
              <td>
                <ul>
                  {members.map((id) => (
                    <li key={id}>
                      <PersonName names={names} id={id} />
                      {id === chair ? ` (${say('web.panels.chair')})` : null}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
