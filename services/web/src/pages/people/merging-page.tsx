import { translate } from '@wsis/i18n';
import type { Merging } from '../../application/people/registry-port.js';
import type { Visitor } from '../../application/visitor.js';
import { TextArea } from '../forms/fields.js';
import { Form } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { pathOf, useCrumbs } from './registry-pages.js';

export type MergingField = 'into' | 'reason';

export const mergingForm = ({ language, posted }: Pick<Visitor, 'language'> & { readonly posted: PostedForm }) =>
  new Form<MergingField>({
    language,
    posted,
    fields: {
      into: { label: translate(language, 'web.registry.merge.choose') },
      reason: {
        label: translate(language, 'web.approvals.reason'),
        hint: translate(language, 'web.registry.merge.hint'),
        required: true,
        maxCharacters: 500,
      },
    },
  });

/** What merging would mean, in words and numbers, before it is proposed. */
export function MergingPage({ merging, form }: { merging: Merging; form: Form<MergingField> }) {
  const { say } = usePage();
  const { from, into, members, membersTogether, submissions } = merging;
  const path = pathOf(from);
  return (
    <ConfirmPage
      title={say('web.registry.merge')}
      form={form}
      action={`${path}/merging/${encodeURIComponent(into.id)}`}
      back={`${path}/merging`}
      submit={say('web.registry.merge.propose')}
      final
      crumbs={[...useCrumbs(), { path, label: from.name }]}
      effect={
        <>
          <p>
            <strong>
              {say('approval.identity.merge-organisations', {
                name: from.name,
                intoName: into.name,
                members,
                membersTogether,
                submissions,
              })}
            </strong>
          </p>
          <p>{say('web.registry.merge.effect', { name: from.name, intoName: into.name })}</p>
          <p>{say('web.calendar-desk.effect.second')}</p>
        </>
      }
    >
      <TextArea form={form} name="reason" rows={3} />
    </ConfirmPage>
  );
}
