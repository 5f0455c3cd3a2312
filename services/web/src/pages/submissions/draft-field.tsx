import { formatList, formatNumber, localeOf } from '@wsis/i18n';
import type { FormField, RuleBook } from '@wsis/rule-book';
import { choicesOf, hintedGoals, itemName, type Values } from '../../domain/draft-values.js';
import { CheckField, ChoiceField, SelectField, TextArea, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { choiceLabel } from './draft-form.js';

export interface DraftFieldProps {
  readonly form: Form<string>;
  readonly ruleBook: RuleBook;
  readonly field: FormField;
  /** Where pictures are added, without the language. */
  readonly picturesAt: string;
  /** All that was answered so far, also in other parts. */
  readonly values: Values;
  /** Fields that two people changed: they are shown side by side elsewhere on the page. */
  readonly disputed: ReadonlySet<string>;
}

/** A few answers are all in sight; more unfold. */
const IN_SIGHT = 4;

/** One question of a submission, in the shape that the rule book gives it. */
export function DraftField(props: DraftFieldProps) {
  const { form, field } = props;
  const name = field.id;
  switch (field.type) {
    case 'textarea':
      return <TextArea form={form} name={name} rows={(field.maxWords ?? 0) > 100 ? 10 : 5} />;
    case 'files':
      return <TextArea form={form} name={name} rows={3} />;
    case 'email':
    case 'tel':
    case 'url':
      return <TextField form={form} name={name} type={field.type} />;
    case 'month':
      return <TextField form={form} name={name} size={8} dir="ltr" inputmode="numeric" />;
    case 'image':
      return <Picture {...props} />;
    case 'checkbox':
      return <CheckField form={form} name={name} />;
    case 'select':
    case 'country':
      return <OneOf {...props} />;
    case 'multiselect':
    case 'countries':
      return <Several {...props} />;
    case 'text-per-item':
      // Where the items are chosen on the same page, each text stands below its item.
      return questionAbove(props) ? null : <PerItem {...props} />;
    default:
      return isAboutNoPicture(props) ? null : <TextField form={form} name={name} />;
  }
}

/** Pictures are files, added on a page of their own; the answer itself names one that is kept elsewhere. */
function Picture(props: DraftFieldProps) {
  const { form, field, picturesAt } = props;
  const { language, say } = usePage();
  return (
    <>
      <div class="field">
        <p class="label">{field.labels[language].text}</p>
        <p class="hint">{say('web.pictures.own')}</p>
        <p>
          <PageLink to={picturesAt}>{say('web.pictures.add')}</PageLink>
        </p>
      </div>
      {asksForPlace(props, field) ? <TextField form={form} name={field.id} dir="ltr" /> : null}
    </>
  );
}

function asksForPlace({ form, values }: DraftFieldProps, { id, required }: FormField): boolean {
  return required || form.text(id) !== '' || (values[id] ?? '') !== '';
}

/** What a picture shows is asked beside the picture itself. */
function isAboutNoPicture(props: DraftFieldProps): boolean {
  const { ruleBook, field, form } = props;
  const picture = ruleBook.submission.fields.find(({ id, type }) => id === field.requiredWith && type === 'image');
  return picture !== undefined && !asksForPlace(props, picture) && form.text(field.id) === '';
}

function OneOf({ form, ruleBook, field }: DraftFieldProps) {
  const { say } = usePage();
  const choices = useChoices(ruleBook, field);
  return choices.length <= IN_SIGHT ? (
    <ChoiceField form={form} name={field.id} choices={choices} />
  ) : (
    <SelectField form={form} name={field.id} choices={choices} empty={say('web.form.choose')} />
  );
}

/** The answers to choose from; countries in the order of the reader's alphabet. */
function useChoices(ruleBook: RuleBook, field: FormField) {
  const { language } = usePage();
  const choices = choicesOf(ruleBook, field).map((value) => ({
    value,
    label: choiceLabel(language, ruleBook, field, value),
  }));
  const collator = new Intl.Collator(localeOf(language));
  return field.type === 'country' || field.type === 'countries'
    ? choices.sort((a, b) => collator.compare(a.label, b.label))
    : choices;
}

/** Several answers to tick; what is asked about each appears below it as soon as it is ticked, by style alone. */
function Several({ form, ruleBook, field, values, disputed }: DraftFieldProps) {
  const { language, say } = usePage();
  const choices = useChoices(ruleBook, field);
  const about = ruleBook.submission.fields.filter(
    ({ perItemOf, group }) => perItemOf === field.id && group === field.group,
  );
  const hinted = field.options === 'sdgs' ? hintedGoals(values['category']) : [];
  const error = form.errorOf(field.id);
  const described = `${field.id}-hint${error === undefined ? '' : ` ${field.id}-error`}`;
  return (
    <fieldset class={error === undefined ? 'field' : 'field wrong'} id={field.id} aria-describedby={described}>
      <legend>
        {field.labels[language].text} {field.required ? null : <span class="optional">{say('web.form.optional')}</span>}
      </legend>
      <p class="hint" id={`${field.id}-hint`}>
        {field.help[language].text}{' '}
        {hinted.length === 0
          ? null
          : say('web.submission.matrix', {
              goals: formatList(
                language,
                hinted.map((goal) => formatNumber(language, goal)),
              ),
            })}
      </p>
      {error === undefined ? null : (
        <p class="error" id={`${field.id}-error`}>
          {error}
        </p>
      )}
      <div class={choices.length > 40 ? 'many-choices' : undefined} tabindex={choices.length > 40 ? 0 : undefined}>
        {choices.map(({ value, label }) => {
          const name = itemName(field, value);
          return (
            <div class="ticked-item" key={value}>
              <div class="choice">
                <input type="checkbox" id={name} name={name} value="yes" checked={form.text(name) === 'yes'} />
                <label for={name}>{label}</label>
              </div>
              {about
                .filter((asked) => !disputed.has(itemName(asked, value)))
                .map((asked) => (
                  <div class="about-item" key={asked.id}>
                    <TextArea form={form} name={itemName(asked, value)} rows={3} />
                  </div>
                ))}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

/** Texts about items that were chosen on another page; those of others are not asked for. */
function PerItem({ form, ruleBook, field, values, disputed }: DraftFieldProps) {
  const chosen = values[field.perItemOf ?? ''];
  const items = choicesOf(ruleBook, field).filter((item) => Array.isArray(chosen) && chosen.map(String).includes(item));
  return (
    <>
      {items
        .filter((item) => !disputed.has(itemName(field, item)))
        .map((item) => (
          <TextArea key={item} form={form} name={itemName(field, item)} rows={3} />
        ))}
    </>
  );
}

function questionAbove({ ruleBook, field }: DraftFieldProps): boolean {
  return ruleBook.submission.fields.some(({ id, group }) => id === field.perItemOf && group === field.group);
}
