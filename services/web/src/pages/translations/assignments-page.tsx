import { isLanguage, type Language } from '@wsis/kernel';
import { languageName } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition } from '../../application/ports.js';
import type { TranslationOverview } from '../../application/translations/ports.js';
import { Conflicts } from '../forms/conflicts.js';
import { FormView, SelectField } from '../forms/fields.js';
import type { FieldConflict, Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { EmptyState } from '../parts/empty-state.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { assignmentsPath, overviewPath } from './translation-words.js';

/** Somebody who may be given translations, or was and is no translator any more. */
export interface TranslatorChoice {
  readonly accountId: string;
  readonly name: string;
  /** In which they use the platform; undefined: no translator any more. */
  readonly language: string | undefined;
}

export interface AssignmentsPageProps {
  readonly edition: Edition;
  readonly into: Language;
  readonly ruleBook: RuleBook;
  readonly overview: TranslationOverview;
  readonly translators: readonly TranslatorChoice[];
  readonly form: Form<string>;
  readonly conflicts?: readonly FieldConflict<string>[];
}

/** Who translates each category into a language. */
export function AssignmentsPage({ edition, into, overview, translators, form, conflicts = [] }: AssignmentsPageProps) {
  const { language, say } = usePage();
  const title = say('web.translations.assign.into', { language: languageName(language, into) });
  const disputed = new Set(conflicts.map(({ field }) => field));
  const choices = translators.map((each) => ({ value: each.accountId, label: useLabel(each, into) }));
  const nobody = say('web.translations.assign.nobody');
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined || conflicts.length > 0}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: overviewPath(edition.id), label: say('web.translations.title') },
      ]}
    >
      <h1>{title}</h1>
      <p class="lead">{say('web.translations.assign.explained')}</p>
      {overview.frozen ? <Notice>{say('web.translations.frozen')}</Notice> : null}
      {translators.length === 0 ? (
        <EmptyState title={say('web.translations.assign.noTranslators')}>
          <PageLink to={`/desk/people?edition=${encodeURIComponent(edition.id)}`}>{say('web.people.invite')}</PageLink>
        </EmptyState>
      ) : overview.frozen ? null : (
        <FormView
          form={form}
          action={assignmentsPath(edition.id, into)}
          submit={say('web.translations.assign')}
          beside={<PageLink to={overviewPath(edition.id)}>{say('web.confirm.back')}</PageLink>}
        >
          <Conflicts
            form={form}
            conflicts={conflicts}
            nameOf={(value) => choices.find((choice) => choice.value === value)?.label ?? nobody}
          />
          {form.names
            .filter((name) => !disputed.has(name))
            .map((name) => (
              <SelectField key={name} form={form} name={name} empty={nobody} choices={choices} />
            ))}
        </FormView>
      )}
    </Layout>
  );
}

function useLabel({ name, language: of }: TranslatorChoice, into: Language): string {
  const { language, say } = usePage();
  if (of === undefined) return say('web.translations.assign.gone', { name });
  if (of === into || !isLanguage(of)) return name;
  return say('web.translations.assign.other', { name, language: languageName(language, of) });
}
