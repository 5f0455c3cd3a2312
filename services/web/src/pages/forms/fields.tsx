import type { ComponentChildren } from 'preact';
import { formatNumber } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { useAddress, useIsland, usePage } from '../page-context.js';
import { RuleOfRefusal } from '../parts/rule-link.js';
import { OWN_FIELDS, type Form } from './form.js';

export interface FormViewProps<F extends string> {
  readonly form: Form<F>;
  /** Where it is sent, without the language. */
  readonly action: string;
  readonly submit: string;
  /** `get` only changes the address. */
  readonly method?: 'get' | 'post';
  /** What cannot be undone looks like it. */
  readonly danger?: boolean;
  /** Sends itself while the person writes; the controller must be able to save what is half done. */
  readonly autosave?: boolean;
  readonly files?: boolean;
  /** Beside the button: a link that leads away without sending. */
  readonly beside?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A form: what went wrong on top, the fields, and one button. */
export function FormView<F extends string>(props: FormViewProps<F>) {
  const { form, action, submit, children } = props;
  const address = useAddress();
  return (
    <>
      <ErrorSummary form={form} />
      <form
        class="form"
        method={props.method ?? 'post'}
        action={address(action)}
        novalidate
        {...(props.files ? { enctype: 'multipart/form-data' } : {})}
        {...(props.autosave ? { 'data-autosave': '' } : {})}
      >
        <input type="hidden" name={OWN_FIELDS.key} value={form.key} />
        {form.base === undefined ? null : (
          <>
            <input type="hidden" name={OWN_FIELDS.base} value={form.base} />
            <input type="hidden" name={OWN_FIELDS.was} value={form.was} />
          </>
        )}
        {children}
        {props.autosave ? <AutosaveState /> : null}
        <p class="actions">
          <button type="submit" class={props.danger ? 'button danger' : 'button'}>
            {submit}
          </button>
          {props.beside}
        </p>
      </form>
    </>
  );
}

function AutosaveState() {
  const { say } = usePage();
  useIsland('autosave');
  return (
    <p
      class="autosave quiet"
      role="status"
      data-saving={say('web.autosave.saving')}
      data-saved={say('web.autosave.saved')}
      data-conflict={say('web.autosave.conflict')}
      data-overtaken={say('web.autosave.overtaken')}
      data-offline={say('web.autosave.offline')}
      data-refused={say('web.autosave.refused')}
      data-ended={say('web.autosave.ended')}
    />
  );
}

/** Says at the top what has to be mended, each error a link to its field. */
export function ErrorSummary<F extends string>({ form }: { form: Form<F> }) {
  const { refusal } = form;
  if (refusal === undefined) return null;
  return (
    <div class="notice problem" role="alert" tabindex={-1} autofocus aria-labelledby="error-summary">
      <h2 id="error-summary">{refusal.title}</h2>
      {refusal.errors.length === 0 ? (
        <p>{refusal.detail}</p>
      ) : (
        <ul>
          {refusal.errors.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{field === undefined ? message : <a href={`#${field}`}>{message}</a>}</li>
          ))}
        </ul>
      )}
      <RuleOfRefusal code={refusal.code} />
    </div>
  );
}

interface FieldProps<F extends string> {
  readonly form: Form<F>;
  readonly name: F;
}

/** The ids that say what belongs to a field. */
function described<F extends string>({ form, name }: FieldProps<F>) {
  const spec = form.field(name);
  const error = form.errorOf(name);
  const ids = [
    ...(spec.hint === undefined ? [] : [`${name}-hint`]),
    ...(spec.maxCharacters === undefined && spec.maxWords === undefined ? [] : [`${name}-count`]),
    ...(error === undefined ? [] : [`${name}-error`]),
  ];
  return {
    id: name as string,
    name: name as string,
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' as const }),
    ...(spec.required === true ? { 'aria-required': 'true' as const } : {}),
  };
}

/** The frame of every field: its label, its hint, what is wrong with it, the field itself, how much fits. */
function Field<F extends string>({ form, name, children }: FieldProps<F> & { children: ComponentChildren }) {
  const spec = form.field(name);
  return (
    <div class={form.errorOf(name) === undefined ? 'field' : 'field wrong'}>
      <label for={name}>
        {spec.label} <Optional spec={spec} />
      </label>
      <Hint form={form} name={name} />
      {children}
      <Count form={form} name={name} />
    </div>
  );
}

function Optional({ spec }: { spec: { readonly required?: boolean } }) {
  const { say } = usePage();
  return spec.required === true ? null : <span class="optional">{say('web.form.optional')}</span>;
}

function Hint<F extends string>({ form, name }: FieldProps<F>) {
  const { hint } = form.field(name);
  const error = form.errorOf(name);
  return (
    <>
      {hint === undefined ? null : (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

/** How much fits; the island counts along while the person writes. */
function Count<F extends string>({ form, name }: FieldProps<F>) {
  const page = usePage();
  const { language, say } = page;
  const { maxCharacters, maxWords } = form.field(name);
  const max = maxCharacters ?? maxWords;
  if (max === undefined) return null;
  page.islands.add('counter');
  const unit = maxCharacters === undefined ? 'words' : 'characters';
  const atMost = unit === 'words' ? say('web.form.count.words', { max }) : say('web.form.count.characters', { max });
  return (
    <p
      class="hint count"
      id={`${name}-count`}
      data-count-for={name}
      data-unit={unit}
      data-max={max}
      data-language={language}
    >
      {atMost} <output for={name} aria-live="off" data-of={formatNumber(language, max)} />
    </p>
  );
}

export interface TextFieldProps<F extends string> extends FieldProps<F> {
  readonly type?: 'text' | 'email' | 'url' | 'tel' | 'search' | 'number' | 'date' | 'datetime-local' | 'password';
  readonly autocomplete?: 'email' | 'one-time-code' | 'name' | 'organization' | 'country' | 'off';
  readonly inputmode?: 'text' | 'numeric' | 'email' | 'url' | 'search';
  /** How wide the answer is, in characters; a hint of what is expected. */
  readonly size?: number;
  /** Codes and addresses are written from left to right in every language. */
  readonly dir?: 'ltr' | 'auto';
  /** What is written here is written in this language. */
  readonly lang?: Language;
}

/** One line of text. */
export function TextField<F extends string>({ form, name, type = 'text', size, dir, ...rest }: TextFieldProps<F>) {
  const technical = ['email', 'url', 'tel', 'number'].includes(type);
  const attributes: Readonly<Record<string, unknown>> = {
    ...described({ form, name }),
    ...rest,
    ...(technical ? { autocapitalize: 'none', spellcheck: false } : {}),
    type,
    size,
    dir: dir ?? (technical ? 'ltr' : 'auto'),
    value: form.text(name),
  };
  return (
    <Field form={form} name={name}>
      <input {...attributes} />
    </Field>
  );
}

/** Several lines of text. */
export function TextArea<F extends string>({
  form,
  name,
  rows = 6,
  lang,
}: FieldProps<F> & { rows?: number; lang?: Language }) {
  return (
    <Field form={form} name={name}>
      <textarea {...described({ form, name })} rows={rows} dir="auto" lang={lang}>
        {/* A browser drops the first line break. */}
        {`\n${form.text(name)}`}
      </textarea>
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: string;
}

/** One of many, from a list that unfolds. */
export function SelectField<F extends string>({
  form,
  name,
  choices,
  empty,
}: FieldProps<F> & { choices: readonly Choice[]; empty?: string }) {
  return (
    <Field form={form} name={name}>
      <select {...described({ form, name })}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {choices.map(({ value, label }) => (
          <option key={value} value={value} selected={form.text(name) === value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** One of a few, or several, all in sight. */
export function ChoiceField<F extends string>({
  form,
  name,
  choices,
  several = false,
}: FieldProps<F> & { choices: readonly Choice[]; several?: boolean }) {
  const { id, name: field, 'aria-describedby': describedBy } = described({ form, name });
  const spec = form.field(name);
  return (
    // A group can be described; that it is required or wrong is for its words to say.
    <fieldset
      class={form.errorOf(name) === undefined ? 'field' : 'field wrong'}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      <legend>
        {spec.label} <Optional spec={spec} />
      </legend>
      <Hint form={form} name={name} />
      {choices.map(({ value, label, hint }, index) => (
        <div class="choice" key={value}>
          <input
            type={several ? 'checkbox' : 'radio'}
            // The summary of errors leads to the first.
            id={index === 0 ? id : `${id}-${value}`}
            name={field}
            value={value}
            checked={form.texts(name).includes(value)}
            {...(hint === undefined ? {} : { 'aria-describedby': `${id}-${value}-hint` })}
          />
          <label for={index === 0 ? id : `${id}-${value}`}>{label}</label>
          {hint === undefined ? null : (
            <p class="hint" id={`${id}-${value}-hint`}>
              {hint}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  );
}

/** One thing to agree to. Its value is `yes`. */
export function CheckField<F extends string>({ form, name }: FieldProps<F>) {
  const spec = form.field(name);
  return (
    <div class={form.errorOf(name) === undefined ? 'field' : 'field wrong'}>
      <div class="choice">
        <input {...described({ form, name })} type="checkbox" value="yes" checked={form.text(name) === 'yes'} />
        <label for={name}>{spec.label}</label>
      </div>
      <Hint form={form} name={name} />
    </div>
  );
}

/** A file; the form that holds it says `files`. */
export function FileField<F extends string>({ form, name, accept }: FieldProps<F> & { accept: string }) {
  return (
    <Field form={form} name={name}>
      <input {...described({ form, name })} type="file" accept={accept} />
    </Field>
  );
}

/** A value that goes along unseen. */
export function HiddenField<F extends string>({ form, name }: FieldProps<F>) {
  return <input type="hidden" name={name} value={form.text(name)} />;
}
