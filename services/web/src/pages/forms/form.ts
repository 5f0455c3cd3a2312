import { createHash, randomUUID } from 'node:crypto';
import { problemTexts } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { BrokenRule, Refused } from '../../application/refused.js';
import { PostedForm } from './posted-form.js';

/** What a person is asked for in one field. Texts are in the reader's language. */
export interface FieldSpec {
  readonly label: string;
  /** What messages call it, where only what stands around it on the page says what the label is about. */
  readonly called?: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** Most characters, counted as people count them. */
  readonly maxCharacters?: number;
  readonly maxWords?: number;
}

export type FieldValue = string | readonly string[];

export interface FormParts<F extends string> {
  readonly language: Language;
  readonly fields: Readonly<Record<F, FieldSpec>>;
  /** What stands in the fields before anybody typed. */
  readonly values?: Readonly<Partial<Record<F, FieldValue>>>;
  /** What the person typed already, where the form is made anew from a later version. */
  readonly typed?: Readonly<Partial<Record<F, string>>>;
  /** The version that the form is made from. */
  readonly base?: string | number | undefined;
  /** What was sent, where the form is shown again or carried out. */
  readonly posted?: PostedForm;
  readonly refusal?: FormRefusal;
}

export interface FormRefusal {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FormError[];
}

/** What is wrong, and in which field; without a field, with the whole. */
export interface FormError {
  readonly field: string | undefined;
  readonly message: string;
}

/** One field that two people changed from the same version, each to something else. */
export interface FieldConflict<F extends string> {
  readonly field: F;
  readonly mine: string;
  readonly theirs: string;
}

/** The machinery's own fields of every form. */
export const OWN_FIELDS = { base: '_base', key: '_key', was: '_was', mine: '_mine.', theirs: '_theirs.' } as const;

/**
 * A form on its way: made from a version, shown, sent, refused, shown again with all that was typed.
 * It knows what the person changed, so that nothing is overwritten that was not meant.
 */
export class Form<F extends string> {
  /** The name of this attempt: the same however often the button is pressed. */
  readonly key: string;
  private readonly posted: PostedForm | undefined;

  constructor(private readonly parts: FormParts<F>) {
    this.posted = parts.posted === undefined || parts.posted === PostedForm.EMPTY ? undefined : parts.posted;
    this.key = this.posted?.text(OWN_FIELDS.key) || randomUUID();
  }

  get refusal(): FormRefusal | undefined {
    return this.parts.refusal;
  }

  /** The version that the form was made from, as a service is told. */
  get base(): string | undefined {
    const sent = this.posted?.text(OWN_FIELDS.base);
    return sent || (this.parts.base === undefined ? undefined : String(this.parts.base));
  }

  get names(): readonly F[] {
    return Object.keys(this.parts.fields) as F[];
  }

  field(name: F): FieldSpec {
    return this.parts.fields[name];
  }

  /** What stands in a field now: what was typed, else what was there. */
  text(name: F): string {
    const { posted } = this;
    if (posted === undefined) return this.parts.typed?.[name] ?? this.valuesBefore(name)[0] ?? '';
    return posted.text(`${OWN_FIELDS.mine}${name}`) === 'theirs'
      ? posted.text(`${OWN_FIELDS.theirs}${name}`)
      : posted.text(name);
  }

  /** The chosen values of a field that takes several. */
  texts(name: F): readonly string[] {
    const typed = this.parts.typed?.[name];
    return this.posted?.texts(name) ?? (typed === undefined ? this.valuesBefore(name) : [typed]);
  }

  errorOf(name: F): string | undefined {
    return this.refusal?.errors.find((error) => error.field === name)?.message;
  }

  /** The form again, with what a service says is wrong beside the fields. `fields` names ours for the service's. */
  refusedBy(refused: Refused, fields: Readonly<Record<string, F>> = {}): Form<F> {
    const { language } = this.parts;
    return this.with({
      code: refused.code,
      title: refused.title ?? problemTexts.title(language, refused.code),
      detail: refused.detail ?? problemTexts.detail(language, refused.code),
      errors: refused.errors.map((error) => this.errorFrom(error, fields[error.field])),
    });
  }

  /** The form again, with rules broken that a service need not be asked about. */
  refusedFor(errors: readonly (BrokenRule & { readonly field: F })[]): Form<F> {
    const { language } = this.parts;
    return this.with({
      code: 'HTTP.VALIDATION_FAILED',
      title: problemTexts.title(language, 'HTTP.VALIDATION_FAILED'),
      detail: problemTexts.detail(language, 'HTTP.VALIDATION_FAILED'),
      errors: errors.map((error) => this.errorFrom(error)),
    });
  }

  /** Required fields that were left empty. */
  missing(): readonly { readonly field: F; readonly rule: 'required' }[] {
    return this.names
      .filter((field) => this.field(field).required === true && this.texts(field).join('').trim() === '')
      .map((field) => ({ field, rule: 'required' as const }));
  }

  /** What was there when the form was made, in a few letters a field: enough to see what the person changed. */
  get was(): string {
    const sent = this.posted?.text(OWN_FIELDS.was);
    return sent || this.names.map((name) => fingerprint(this.valuesBefore(name))).join('.');
  }

  /**
   * What the person still sees after their form saved itself and this one is what stands: where somebody else's words
   * were taken into what was stored, the old ones, which they did not write and which must undo nothing.
   */
  wasSeen(sent: Form<F>, stored: Form<F>): string {
    const before = this.was.split('.');
    const shown = (name: F) => fingerprint(sent.sent(name));
    const taken = (name: F) => fingerprint(stored.sent(name)) !== shown(name);
    return this.names.map((name, index) => (taken(name) ? shown(name) : before[index])).join('.');
  }

  /** The fields that the person changed. */
  changed(): readonly F[] {
    const before = this.was.split('.');
    return this.names.filter((name, index) => fingerprint(this.sent(name)) !== before[index]);
  }

  /**
   * Somebody else was faster: the same form, made anew from what stands now, with this person's changes put onto it.
   * What only one of the two changed is taken; what both changed, each to something else, is for the person to decide.
   */
  onto(
    current: Readonly<Record<F, string>>,
    version: string | number,
  ): { readonly form: Form<F>; readonly conflicts: readonly FieldConflict<F>[] } {
    const before = this.was.split('.');
    const mine = new Set(this.changed());
    const conflicts = this.names.flatMap((field, index): FieldConflict<F>[] => {
      const [typed, theirs] = [this.text(field), current[field]];
      const theyChanged = fingerprint([theirs]) !== before[index];
      return mine.has(field) && theyChanged && typed !== theirs ? [{ field, mine: typed, theirs }] : [];
    });
    const typed: Partial<Record<F, string>> = {};
    for (const name of mine) typed[name] = this.text(name);
    const { language, fields } = this.parts;
    return { form: new Form({ language, fields, values: current, typed, base: version }), conflicts };
  }

  /** What a field holds, all of it, as it is compared with what was there. */
  private sent(name: F): readonly string[] {
    const all = this.texts(name);
    return all.length > 1 ? all : [this.text(name)];
  }

  private valuesBefore(name: F): readonly string[] {
    const value = this.parts.values?.[name] ?? '';
    return typeof value === 'string' ? [value] : value;
  }

  private with(refusal: FormRefusal): Form<F> {
    return new Form({ ...this.parts, refusal });
  }

  /** What messages call a field. */
  nameOf(name: F): string {
    const { called, label } = this.field(name);
    return withoutEndMark(called ?? label);
  }

  private errorFrom(error: BrokenRule, known?: F): FormError {
    const last = error.field.split('.').at(-1) ?? '';
    const field =
      known ??
      this.names.find((name) => name === error.field) ??
      this.names.find((name) => error.field.startsWith(`${name}.`)) ??
      this.names.find((name) => name === last);
    // What is wrong inside of a field that holds more than one value is told by where in it.
    const within =
      field !== undefined && error.field.startsWith(`${field}.`) ? error.field.slice(field.length + 1) : '';
    const named = field === undefined ? error.field : this.nameOf(field);
    const label = within === '' ? named : `${named} (${within})`;
    return { field, message: problemTexts.rule(this.parts.language, { ...error, field: label }) };
  }
}

/** A label that is a sentence or a question, as the subject of another sentence: "I agree." is "I agree: …". */
function withoutEndMark(label: string): string {
  return label.replace(/[\s.:?!؟。：？！]+$/u, '');
}

function fingerprint(values: readonly string[]): string {
  const text = values.map((value) => value.replace(/\r\n?/g, '\n').trim()).join('\u0000');
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
