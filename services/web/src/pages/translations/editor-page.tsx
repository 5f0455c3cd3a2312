import { direction, languageName } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition } from '../../application/ports.js';
import type { TranslatedEntry, TranslationOverview } from '../../application/translations/ports.js';
import { flatTranslation, type TranslationPart } from '../../domain/translation-parts.js';
import { Conflicts } from '../forms/conflicts.js';
import { FormView, TextArea, TextField } from '../forms/fields.js';
import type { FieldConflict, Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Tabs } from '../parts/tabs.js';
import { Theirs, textOrigin } from '../parts/words.js';
import { titleOf } from '../submissions/submission-words.js';
import {
  TranslationStateBadge,
  editorPath,
  entriesPath,
  overviewPath,
  partLabel,
  translationInto,
} from './translation-words.js';

/** Beyond so many characters a text is given more room. */
const LONG = 600;
const ROWS = { long: 12, short: 4 } as const;

export interface OpenedTranslation {
  readonly edition: Edition;
  readonly into: Language;
  readonly ruleBook: RuleBook;
  readonly overview: TranslationOverview;
  readonly entry: TranslatedEntry;
  readonly parts: readonly TranslationPart[];
  /** Nothing may be changed here: by this person, or by anybody any more. */
  readonly readOnly: boolean;
}

export interface EditorPageProps extends OpenedTranslation {
  readonly form: Form<string>;
  readonly conflicts?: readonly FieldConflict<string>[];
  /** Somebody else changed the author's text or the translation since it was opened for approval. */
  readonly overtaken?: boolean;
}

/** The author's text and its translation, side by side. */
export function EditorPage(props: EditorPageProps) {
  const { edition, into, overview, entry, form, readOnly, overtaken = false } = props;
  const { language, say } = usePage();
  const title = titleOf(language, entry.original.values);
  const standing = translationInto(entry, into);
  const name = languageName(language, into);
  return (
    <Layout
      title={`${title} – ${name}`}
      desk
      failed={form.refusal !== undefined || overtaken}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: overviewPath(edition.id), label: say('web.translations.title') },
        { path: entriesPath(edition.id, into), label: name },
      ]}
    >
      <h1>
        <Theirs text={title} language={entry.original.language} />{' '}
        <TranslationStateBadge state={standing?.state ?? 'missing'} />
      </h1>
      <Tabs
        label={say('web.translations.languages')}
        tabs={overview.languages
          .filter((each) => each !== entry.original.language)
          .map((each) => ({ path: editorPath(edition.id, each, entry.id), label: languageName(language, each) }))}
      />
      {overview.frozen ? <Notice>{say('web.translations.frozen')}</Notice> : null}
      {overtaken ? (
        <Notice kind="warning" title={say('web.translations.overtaken')}>
          {say('web.translations.overtaken.explained')}
        </Notice>
      ) : null}
      {readOnly ? <ReadOnly {...props} /> : <Editor {...props} />}
    </Layout>
  );
}

function Editor({ edition, into, entry, parts, form, conflicts = [], overtaken = false }: EditorPageProps) {
  const { say } = usePage();
  const disputed = new Set(conflicts.map(({ field }) => field));
  const checked = translationInto(entry, into)?.state === 'checked';
  return (
    <>
      <p>{say('web.translations.editor.explained')}</p>
      <FormView
        form={form}
        action={editorPath(edition.id, into, entry.id)}
        submit={say('web.translations.save')}
        // What somebody has approved is not made a draft again behind the back of who mends a comma.
        autosave={conflicts.length === 0 && !checked && !overtaken}
        beside={
          <>
            <button type="submit" class="button quiet" name="approve" value="yes">
              {say('web.translations.approve')}
            </button>
            <PageLink to={entriesPath(edition.id, into)}>{say('web.translations.back')}</PageLink>
          </>
        }
      >
        <Conflicts form={form} conflicts={conflicts} />
        {parts
          .filter(({ name }) => !disputed.has(name))
          .map((part) => (
            <div class="versions translation" key={part.name}>
              <Source part={part} original={entry.original.language} />
              <div>
                <Translated part={part} into={into} form={form} />
              </div>
            </div>
          ))}
      </FormView>
    </>
  );
}

function Source({ part, original }: { part: TranslationPart; original: Language }) {
  const { language } = usePage();
  return (
    <div class="version">
      <p class="hint">{textOrigin(language, 'original', original)}</p>
      <div class="text" lang={original} dir={direction(original)}>
        {part.source}
      </div>
    </div>
  );
}

function Translated({ part, into, form }: { part: TranslationPart; into: Language; form: Form<string> }) {
  const { name, field, source } = part;
  if (field.type === 'text') return <TextField form={form} name={name} lang={into} />;
  return <TextArea form={form} name={name} rows={source.length > LONG ? ROWS.long : ROWS.short} lang={into} />;
}

function ReadOnly({ ruleBook, entry, into, parts }: EditorPageProps) {
  const { language, say } = usePage();
  const standing = translationInto(entry, into);
  const texts = flatTranslation(parts, standing?.values ?? {});
  return (
    <div class="entry">
      {parts.map((part) => (
        <div class="answer" key={part.name}>
          <h2>{partLabel(language, ruleBook, part)}</h2>
          <div class="versions">
            <Source part={part} original={entry.original.language} />
            <div class="version">
              <p class="hint">
                {standing === undefined
                  ? say('web.translations.state.missing')
                  : textOrigin(language, standing.state, into)}
              </p>
              <div class="text" lang={into} dir={direction(into)}>
                {texts[part.name]}
              </div>
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}
