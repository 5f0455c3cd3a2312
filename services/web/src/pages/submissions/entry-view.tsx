import { direction, formatList, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { FormField, RuleBook } from '@wsis/rule-book';
import type { Submission, SubmissionText } from '../../application/submissions/ports.js';
import { choicesOf, fieldsOf, partsOf, type Values } from '../../domain/draft-values.js';
import { webAddress } from '../../domain/web-address.js';
import { usePage } from '../page-context.js';
import { Theirs, textOrigin } from '../parts/words.js';
import { choiceLabel } from './draft-form.js';

export interface EntryViewProps {
  readonly submission: Submission;
  readonly ruleBook: RuleBook;
  /** Only what everybody will see. */
  readonly publicOnly?: boolean;
  /** A translation to read beside the original. */
  readonly beside?: SubmissionText | undefined;
  /** Where its pictures are served from, without the language. */
  readonly picturesAt: string;
}

/** Everything that was answered, part by part, as comfortably as a page can be read. */
export function EntryView({ submission, ruleBook, publicOnly = false, beside, picturesAt }: EntryViewProps) {
  const { language } = usePage();
  return (
    <div class="entry">
      {partsOf(ruleBook).map((part) => {
        const shown = fieldsOf(ruleBook, part).filter(
          (field) => isAnswered(submission.values[field.id]) && (!publicOnly || field.visibility === 'public'),
        );
        return shown.length === 0 ? null : (
          <section key={part} aria-labelledby={`part-${part}`}>
            <h2 id={`part-${part}`}>{translateLoosely(language, `web.submission.part.${part}`)}</h2>
            {shown.map((field) => (
              <div class="answer" key={field.id}>
                <h3>{field.labels[language].text}</h3>
                <Answer {...{ submission, ruleBook, field, beside }} />
              </div>
            ))}
          </section>
        );
      })}
      <Pictures submission={submission} at={picturesAt} />
    </div>
  );
}

function Answer({ submission, ruleBook, field, beside }: Omit<EntryViewProps, 'picturesAt'> & { field: FormField }) {
  const { language } = usePage();
  const own = <Written ruleBook={ruleBook} field={field} values={submission.values} of={submission.language} />;
  if (!field.translatable || beside === undefined || !isAnswered(beside.values[field.id])) return own;
  return (
    <div class="versions">
      <div class="version">
        <p class="hint">{textOrigin(language, 'original', submission.language)}</p>
        {own}
      </div>
      <div class="version">
        <p class="hint">{textOrigin(language, beside.state, beside.language)}</p>
        <Written ruleBook={ruleBook} field={field} values={beside.values} of={beside.language} />
      </div>
    </div>
  );
}

/** One answer: words as they were written, choices by their names. */
function Written({
  ruleBook,
  field,
  values,
  of,
}: {
  ruleBook: RuleBook;
  field: FormField;
  values: Values;
  of: Language;
}) {
  const { language, say } = usePage();
  const value = values[field.id];
  switch (field.type) {
    case 'checkbox':
      return <p>{say('web.submission.agreed')}</p>;
    case 'select':
    case 'country':
      return <p>{choiceLabel(language, ruleBook, field, String(value))}</p>;
    case 'multiselect':
    case 'countries': {
      const chosen = Array.isArray(value)
        ? value.map((each) => choiceLabel(language, ruleBook, field, String(each)))
        : [];
      return <p>{formatList(language, chosen)}</p>;
    }
    case 'text-per-item': {
      const texts = value as Readonly<Record<string, unknown>>;
      return (
        <dl class="per-item">
          {choicesOf(ruleBook, field)
            .filter((item) => isAnswered(texts[item]))
            .map((item) => (
              <div key={item}>
                <dt>{choiceLabel(language, ruleBook, field, item)}</dt>
                <dd class="text" lang={of} dir={direction(of)}>
                  {String(texts[item])}
                </dd>
              </div>
            ))}
        </dl>
      );
    }
    case 'files':
      return (
        <ul>
          {(Array.isArray(value) ? value : []).map((each) => (
            <li key={String(each)} dir="ltr">
              <Address text={String(each)} />
            </li>
          ))}
        </ul>
      );
    case 'url':
      return (
        <p>
          <Address text={String(value)} />
        </p>
      );
    case 'email':
    case 'tel':
    case 'month':
    case 'image':
      return (
        <p>
          <Theirs text={String(value)} />
        </p>
      );
    default:
      return (
        <div class="text" lang={of} dir={direction(of)}>
          {String(value)}
        </div>
      );
  }
}

/** An address as it was written, which leads there where it is one of the web. */
function Address({ text }: { text: string }) {
  const address = webAddress(text);
  if (address === undefined) return <Theirs text={text} />;
  return (
    <a href={address} rel="nofollow noopener noreferrer" dir="ltr">
      {text}
    </a>
  );
}

/** The pictures, each with what it shows in words. */
export function Pictures({ submission, at }: { submission: Submission; at: string }) {
  const { language, say } = usePage();
  if (submission.pictures.length === 0) return null;
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">{say('web.pictures.title')}</h2>
      <ul class="pictures">
        {submission.pictures.map((picture) => {
          const size = picture.sizes.find(({ width }) => width >= 600) ?? picture.sizes.at(-1);
          const words = picture.descriptions[language] ?? Object.values(picture.descriptions)[0] ?? '';
          return size === undefined ? null : (
            <li key={picture.id}>
              <img
                src={`/${language}${at}/${encodeURIComponent(size.file)}`}
                width={size.width}
                height={size.height}
                alt={words}
                loading="lazy"
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function isAnswered(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The translation that a reader is shown beside the original: one in their own language. */
export function translationFor(submission: Submission, language: Language): SubmissionText | undefined {
  return submission.texts.find((text) => text.language === language && text.state !== 'original');
}
