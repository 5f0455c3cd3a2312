import { languageName, translate, translateLoosely } from '@wsis/i18n';
import { isLanguage, type Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition } from '../../application/ports.js';
import type { TranslationOverview } from '../../application/translations/ports.js';
import type { FileFault } from '../../domain/translation-file.js';
import { FileField, FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { TableFilter } from '../parts/table-filter.js';
import type { TableState } from '../parts/table-query.js';
import { categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { entriesPath, filePath, overviewPath, takenFilePath } from './translation-words.js';

/** So many errors are told at once; with those mended, others show. */
const MOST_TOLD = 50;

export interface FilePageProps {
  readonly edition: Edition;
  readonly into: Language;
  readonly ruleBook: RuleBook;
  readonly overview: TranslationOverview;
  readonly readOnly: boolean;
  readonly category: string | undefined;
  readonly state: TableState;
  readonly form: Form<'file'>;
  readonly faults?: readonly FileFault[];
  /** How much of a table was saved, where some of it could not be. */
  readonly saved?: { readonly stored: number; readonly all: number };
  readonly changesNothing?: boolean;
}

/** The texts of a category as a file, out and in. */
export function FilePage(props: FilePageProps) {
  const {
    edition,
    into,
    ruleBook,
    overview,
    readOnly,
    category,
    state,
    form,
    faults = [],
    changesNothing = false,
  } = props;
  const { language, say } = usePage();
  const title = say('web.translations.file.title');
  const named = categoriesOfRules(ruleBook);
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined || faults.length > 0}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: overviewPath(edition.id), label: say('web.translations.title') },
        { path: entriesPath(edition.id, into, { category }), label: languageName(language, into) },
      ]}
    >
      <h1>{title}</h1>
      <p class="lead">{say('web.translations.file.explained')}</p>
      <Faults {...props} />
      {changesNothing ? <Notice live>{say('web.translations.file.nothing')}</Notice> : null}
      <TableFilter
        state={state}
        choices={[
          {
            name: 'category',
            label: say('web.submission.category'),
            options: named.map(({ code }) => ({ value: code, label: categoryName(language, named, code) })),
          },
        ]}
      />
      {category === undefined ? (
        <Notice>{say('web.translations.file.choose')}</Notice>
      ) : (
        <>
          <p class="actions">
            <PageLink to={takenFilePath(edition.id, into, category, { format: 'csv' })}>
              {say('web.translations.file.take')}
            </PageLink>
            {overview.lines
              .filter((line) => line.category === category && line.originals > 0 && line.language !== into)
              .map(({ language: from }) => (
                <PageLink key={from} to={takenFilePath(edition.id, into, category, { format: 'xlf', from })}>
                  {say('web.translations.file.takeXliff', { language: languageName(language, from) })}
                </PageLink>
              ))}
          </p>
          {readOnly ? null : (
            <FormView
              form={form}
              action={filePath(edition.id, into, category)}
              submit={say('web.translations.file.bring')}
              files
            >
              <FileField form={form} name="file" accept=".csv,text/csv,.xlf,.xliff,application/xliff+xml" />
            </FormView>
          )}
        </>
      )}
    </Layout>
  );
}

function faultInWords(language: Language, { fault, ...told }: FileFault): string {
  const place =
    'row' in told
      ? translate(language, 'web.translations.place.cell', told)
      : translate(language, 'web.translations.place.unit', told);
  const of = told.language;
  const named = isLanguage(of) ? languageName(language, of) : (of ?? '');
  return translateLoosely(language, `web.translations.fault.${fault}`, { ...told, place, language: named });
}

/** What is wrong with the file, and where. */
function Faults({ faults = [], saved }: FilePageProps) {
  const { language, say } = usePage();
  if (faults.length === 0) return null;
  const title =
    saved === undefined
      ? say('web.translations.file.faults', { count: faults.length })
      : say('web.translations.file.partly', saved);
  return (
    <Notice kind="problem" title={title} live>
      <ul>
        {faults.slice(0, MOST_TOLD).map((fault, index) => (
          <li key={index}>{faultInWords(language, fault)}</li>
        ))}
      </ul>
      {faults.length > MOST_TOLD ? (
        <p>{say('web.translations.file.more', { count: faults.length - MOST_TOLD })}</p>
      ) : null}
    </Notice>
  );
}
