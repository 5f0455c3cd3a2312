import type { ComponentChildren } from 'preact';
import type { Form } from '../forms/form.js';
import { FormView } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from './links.js';
import { Notice } from './notice.js';
import type { Crumb } from './breadcrumb.js';

export interface ConfirmPageProps<F extends string> {
  readonly title: string;
  readonly form: Form<F>;
  /** Both without the language. */
  readonly action: string;
  readonly back: string;
  readonly submit: string;
  /** What will happen, in words and numbers. */
  readonly effect: ComponentChildren;
  /** Cannot be taken back, and says so. */
  readonly final?: boolean;
  readonly crumbs?: readonly Crumb[];
  /** A further button of the form. */
  readonly button?: ComponentChildren;
  /** A reason, or whatever else is asked for. */
  readonly children?: ComponentChildren;
}

/** A page instead of a dialog: what will happen, and the two ways on. */
export function ConfirmPage<F extends string>(props: ConfirmPageProps<F>) {
  const { title, form, action, back, submit, effect, final = false, crumbs = [], button, children } = props;
  const { say } = usePage();
  return (
    <Layout title={title} desk crumbs={crumbs} failed={form.refusal !== undefined}>
      <h1>{title}</h1>
      <div class="lead">{effect}</div>
      {final ? <Notice kind="warning">{say('web.confirm.final')}</Notice> : null}
      <FormView
        form={form}
        action={action}
        submit={submit}
        danger={final}
        beside={
          <>
            {button}
            <PageLink to={back}>{say('web.confirm.back')}</PageLink>
          </>
        }
      >
        {children}
      </FormView>
    </Layout>
  );
}
