import { translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { ROLES_OF_A_CATEGORY, type Invitation } from '../../application/people/ports.js';
import type { Category } from '../../application/ports.js';
import type { Refused } from '../../application/refused.js';
import { Form } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';

/** What a form needs of a visit. */
interface Asking {
  readonly language: Language;
  readonly posted: PostedForm;
  query(name: string): string | undefined;
}

export type InvitationField = 'edition' | 'role' | 'category' | 'language' | 'emails';
export type HeldField = 'edition' | 'role' | 'category';

export function invitationForm({ language, posted }: Asking, edition = ''): Form<InvitationField> {
  return new Form({
    language,
    posted,
    values: { edition, language },
    fields: {
      edition: { label: translate(language, 'web.desk.edition'), required: true },
      role: {
        label: translate(language, 'web.people.role'),
        hint: translate(language, 'web.people.role.hint'),
        required: true,
      },
      category: {
        label: translate(language, 'web.people.category'),
        hint: translate(language, 'web.people.category.hint'),
      },
      language: { label: translate(language, 'web.people.language'), required: true },
      emails: {
        label: translate(language, 'web.people.emails'),
        hint: translate(language, 'web.people.emails.hint'),
        required: true,
      },
    },
  });
}

/** The addresses that were typed, with the number of the line that each stands on. */
function typedLines(form: Form<InvitationField>): readonly { readonly line: number; readonly email: string }[] {
  return form
    .text('emails')
    .split('\n')
    .map((text, index) => ({ line: index + 1, email: text.trim() }))
    .filter(({ email }) => email !== '');
}

export function invitationsOf(form: Form<InvitationField>): readonly Invitation[] {
  const [role, edition, category] = [form.text('role'), form.text('edition'), form.text('category')];
  const language = form.text('language');
  return typedLines(form).map(({ email }) => ({ email, role, edition, category, language }));
}

/** A category goes with a role that may be of one, and is one of those of the edition. */
export function wrongCategory(
  form: Form<InvitationField>,
  categories: readonly Category[],
): readonly { readonly field: 'category'; readonly rule: 'isIn' | 'notForRole' }[] {
  const category = form.text('category');
  if (category === '') return [];
  if (!ROLES_OF_A_CATEGORY.includes(form.text('role'))) return [{ field: 'category', rule: 'notForRole' }];
  return categories.some(({ code }) => code === category) ? [] : [{ field: 'category', rule: 'isIn' }];
}

const PLACE = /^invitations\.(\d+)\.(\w+)$/;

/** A refusal that names invitations by place, made to name lines; what all lines share is said once. */
export function onLines(form: Form<InvitationField>, refused: Refused): Refused {
  const lines = typedLines(form);
  const errors = refused.errors.map((error) => {
    const [, place, field] = PLACE.exec(error.field) ?? [];
    if (place === undefined || field === undefined) return error;
    const at = lines[Number(place)];
    return { ...error, field: field === 'email' && at !== undefined ? `emails.${at.line}: ${at.email}` : field };
  });
  const once = errors.filter(
    ({ field, rule }, index) => errors.findIndex((other) => other.field === field && other.rule === rule) === index,
  );
  return { ...refused, errors: once };
}

/** Which role is meant: sent along unseen, first by the address, then by the form. */
export function revocationForm(visit: Asking): Form<HeldField> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    values: {
      edition: visit.query('edition') ?? '',
      role: visit.query('role') ?? '',
      category: visit.query('category') ?? '',
    },
    fields: {
      edition: { label: translate(language, 'web.desk.edition') },
      role: { label: translate(language, 'web.people.role') },
      category: { label: translate(language, 'web.people.category') },
    },
  });
}

export function resetForm({ language, posted }: Asking): Form<'reason'> {
  return new Form({
    language,
    posted,
    fields: {
      reason: {
        label: translate(language, 'web.approvals.reason'),
        hint: translate(language, 'web.people.reset.hint'),
        required: true,
        maxCharacters: 500,
      },
    },
  });
}
