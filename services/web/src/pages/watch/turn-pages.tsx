import { translate, translateLoosely } from '@wsis/i18n';
import type { PauseSwitch } from '../../application/watch/ports.js';
import type { Visitor } from '../../application/visitor.js';
import { HiddenField, TextArea } from '../forms/fields.js';
import { Form } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { usePage } from '../page-context.js';
import type { Crumb } from '../parts/breadcrumb.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { ownName, switchPath, useWatchCrumbs } from './watch-parts.js';

const LONGEST_REASON = 1_000;

export type TurnField = 'paused' | 'reason';

/** Which way to turn travels with the form: what is proposed is what was shown. */
export function turnForm(
  { language, posted }: Pick<Visitor, 'language'> & { readonly posted: PostedForm },
  pausedNow?: boolean,
): Form<TurnField> {
  return new Form({
    language,
    posted,
    values: pausedNow === undefined ? {} : { paused: pausedNow ? 'no' : 'yes' },
    fields: {
      paused: { label: translate(language, 'web.watch.turn') },
      reason: {
        label: translate(language, 'web.approvals.reason'),
        hint: translate(language, 'web.watch.turn.reason.hint'),
        required: true,
        maxCharacters: LONGEST_REASON,
      },
    },
  });
}

export function turnIn(form: Form<TurnField>): { readonly paused: boolean; readonly reason: string } {
  return { paused: form.text('paused') === 'yes', reason: form.text('reason') };
}

export interface TurnProps {
  /** Its own part of the keys of its words. */
  readonly name: string;
  readonly form: Form<TurnField>;
  readonly action: string;
  readonly back: string;
  readonly crumbs: readonly Crumb[];
}

/** Pausing something, or letting it go on: what that does stands above the button, and a second person decides. */
export function TurnPage({ name, form, action, back, crumbs }: TurnProps) {
  const { language, say } = usePage();
  const way = turnIn(form).paused ? 'pause' : 'resume';
  return (
    <ConfirmPage
      title={translateLoosely(language, `web.switch.${name}.${way}`)}
      form={form}
      action={action}
      back={back}
      submit={say('web.watch.propose')}
      crumbs={crumbs}
      effect={
        <>
          <p>{translateLoosely(language, `web.switch.${name}.${way}.effect`)}</p>
          <p>{say('web.watch.turn.two')}</p>
        </>
      }
    >
      <HiddenField form={form} name="paused" />
      <TextArea form={form} name="reason" rows={4} />
    </ConfirmPage>
  );
}

/** A switch of the whole platform. */
export function SwitchPage({ turned, form }: { turned: PauseSwitch; form: Form<TurnField> }) {
  return (
    <TurnPage
      name={ownName(turned)}
      form={form}
      action={switchPath(turned)}
      back="/desk/watch"
      crumbs={useWatchCrumbs(true)}
    />
  );
}
