import { formatList, languageName, translateIfPossible, translateLoosely, type LooseParams } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook, RulePath } from '@wsis/rule-book';
import type { LocalizedText } from '@wsis/rule-book';

/** One rule in the reader's language: a message of its own, with what this edition has decided put in. */
export function ruleSentence(language: Language, ruleBook: RuleBook, path: RulePath): string {
  return translateLoosely(language, `web.article.${path}`, paramsOf(language, ruleBook, path));
}

function paramsOf(language: Language, ruleBook: RuleBook, path: RulePath): LooseParams {
  const { languages, submission, vote, count, evaluation } = ruleBook;
  const list = (items: readonly string[]) => ({ list: items.length === 0 ? 'none' : formatList(language, items) });
  const languageNames = (codes: readonly Language[]) => list(codes.map((code) => languageName(language, code)));
  const stakeholders = (types: readonly string[]) =>
    list(types.map((type) => translateIfPossible(language, `stakeholder.${type}`) ?? type));
  const ruleValues = (values: readonly string[]) =>
    list(values.map((value) => translateLoosely(language, `web.article-value.${value}`)));
  switch (path) {
    case 'categories':
      return { count: ruleBook.categories.length };
    case 'languages.interface':
      return languageNames(languages.interface);
    case 'languages.prevailing':
      return { language: languageName(language, languages.prevailing) };
    case 'languages.gate':
      return { names: word(languages.gate.categoryNames), texts: word(languages.gate.nomineeTexts) };
    case 'submission.stakeholderTypes':
      return stakeholders(submission.stakeholderTypes);
    case 'submission.entityLimit':
      return {
        category: word(submission.entityLimit.perCategory),
        edition: word(submission.entityLimit.perEdition),
      };
    case 'submission.languages':
      return languageNames(submission.languages);
    case 'submission.fields':
      return { count: submission.fields.length };
    case 'vote.profile':
      return list(vote.profile.map(({ labels }) => textOf(language, labels)));
    case 'vote.facts':
      return list(vote.facts.map((fact) => factName(language, fact)));
    case 'vote.graceSeconds':
      return { value: vote.graceSeconds === 0 ? 'none' : vote.graceSeconds };
    case 'vote.reminderHours':
      return list(vote.reminderHours.map(String));
    case 'count.tieBreakers':
      return ruleValues(count.tieBreakers);
    case 'evaluation.tieBreakers':
      return ruleValues(evaluation.tieBreakers);
    case 'evaluation.criteria':
      return list(evaluation.criteria.map(({ names, weight }) => `${textOf(language, names)} (${weight})`));
    case 'evaluation.scale': {
      const { minimum, maximum, anchors } = evaluation.scale;
      return {
        minimum,
        maximum,
        ...list(anchors.map(({ score, names }) => `${score} = ${textOf(language, names)}`)),
      };
    }
    case 'evaluation.appeal':
      return { hours: evaluation.appeal.allowed ? evaluation.appeal.windowHours : 'none' };
    default:
      return { value: plainValue(ruleBook, path) };
  }
}

/** What is one number, one word, or yes or no. */
function plainValue(ruleBook: RuleBook, path: RulePath): string | number {
  const [group, name = ''] = path.split('.');
  const value = (ruleBook as unknown as Record<string, Record<string, unknown>>)[group ?? '']?.[name];
  return typeof value === 'number' ? value : word(value);
}

/** A value as a message tells it apart: no hyphens, and a word for what is absent. */
function word(value: unknown): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return value === null || value === undefined ? 'none' : String(value as string | number).replaceAll('-', '_');
}

function factName(language: Language, fact: RuleBook['vote']['facts'][number]): string {
  return fact === 'country'
    ? translateLoosely(language, 'web.nominee.country')
    : translateLoosely(language, 'web.nominee.stakeholder');
}

/** A text of the rule book in the reader's language. */
export function textOf(language: Language, texts: LocalizedText): string {
  return texts[language].text;
}
