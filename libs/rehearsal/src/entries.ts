import {
  optionIds,
  pastProjects,
  referenceData,
  type FormField,
  type PastProject,
  type RuleBook,
} from '@wsis/rule-book';
import type { Chance } from './chance.js';

/** A submission of the play: real facts where they are known, made-up texts that say so. */
export interface Entry {
  readonly category: string;
  readonly title: string;
  readonly organisation: string;
  readonly country: string;
  readonly stakeholderType: string;
  /** True when even title and organisation are made up. */
  readonly generated: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

const WORDS =
  'this entry was written for a rehearsal of the platform and describes no real work beyond its title the project connects people with services and knowledge trains local teams shares open data supports schools clinics farms and small firms measures its results every year works with communities in rural and urban areas reaches women youth and older persons keeps costs low and can be repeated elsewhere'.split(
    ' ',
  );

/** Which entries are submitted: per category so many that are to be nominated, and some that are not. */
export function castEntries(
  ruleBook: RuleBook,
  year: number,
  chance: Chance,
  options: { readonly surplus: number; readonly nominees?: number | undefined },
): readonly { readonly entry: Entry; readonly outcome: 'nominate' | 'decline' | 'return-then-nominate' }[] {
  const winners = new Set(pastProjects.filter((one) => one.status === 'winner').map(keyOf));
  const used = new Set<string>();
  const cast: { entry: Entry; outcome: 'nominate' | 'decline' | 'return-then-nominate' }[] = [];
  for (const category of ruleBook.categories) {
    const real = pastProjects.filter(
      (one) => one.category === category.code && one.title && (year !== 2015 || one.year === 2015),
    );
    const places = ruleBook.screening.shortlistSize ?? 20;
    const size = year === 2015 ? real.length : Math.min(places, options.nominees ?? places);
    let nominated = 0;
    for (const project of year === 2015 ? real : chance.shuffled(real)) {
      if (nominated >= size) break;
      const key = keyOf(project);
      if (used.has(key) || (year !== 2015 && winners.has(key))) continue;
      used.add(key);
      cast.push({
        entry: fill(ruleBook, category.code, project, chance),
        outcome: nominated === 0 ? 'return-then-nominate' : 'nominate',
      });
      nominated += 1;
    }
    for (let extra = nominated; extra < size + options.surplus; extra += 1) {
      const project = {
        title: `Rehearsal project ${category.number}-${extra + 1}`,
        organisation: `Rehearsal organisation ${category.number}-${extra + 1}`,
        country: null,
      };
      cast.push({
        entry: { ...fill(ruleBook, category.code, project, chance), generated: true },
        outcome: extra < size ? 'nominate' : 'decline',
      });
    }
  }
  return cast;
}

function keyOf(project: Pick<PastProject, 'title' | 'organisation'>): string {
  const plain = (text: string | null) =>
    (text ?? '')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return `${plain(project.title)}|${plain(project.organisation)}`;
}

function fill(
  ruleBook: RuleBook,
  category: string,
  project: { readonly title: string | null; readonly organisation: string | null; readonly country: string | null },
  chance: Chance,
): Entry {
  const title = (project.title ?? 'Untitled').slice(0, 150);
  const organisation = (project.organisation ?? `Organisation of ${title}`).slice(0, 150);
  const country = project.country ?? chance.pick(['CH', 'KE', 'BR', 'EG', 'KZ', 'ID', 'FJ', 'ES']);
  const stakeholderType = chance.pick(ruleBook.submission.stakeholderTypes);
  const values: Record<string, unknown> = {};
  for (const field of ruleBook.submission.fields) {
    const known = { title, organisationName: organisation, country, stakeholderType, category }[field.id];
    const value = known ?? answer(ruleBook, field, values, chance);
    if (value !== undefined) values[field.id] = value;
  }
  return { category, title, organisation, country, stakeholderType, generated: false, values };
}

/** Something that keeps every rule of a field. */
function answer(
  ruleBook: RuleBook,
  field: FormField,
  values: Readonly<Record<string, unknown>>,
  chance: Chance,
): unknown {
  const needed = field.required || (field.requiredWith !== null && values[field.requiredWith] !== undefined);
  switch (field.type) {
    case 'text':
    case 'textarea':
      return needed ? text(field, chance) : undefined;
    case 'select': {
      const options = optionIds(ruleBook, field);
      if (field.id === 'submitterRole') return options.includes('owner') ? 'owner' : options[0];
      return needed ? chance.pick(options) : undefined;
    }
    case 'multiselect': {
      if (!needed) return undefined;
      const options = optionIds(ruleBook, field);
      return chance.shuffled(options).slice(0, Math.max(field.minItems ?? 1, Math.min(3, field.maxItems ?? 3)));
    }
    case 'text-per-item': {
      if (!needed) return undefined;
      const items = (values[field.perItemOf ?? ''] ?? []) as readonly (string | number)[];
      return Object.fromEntries(items.map((item) => [String(item), text(field, chance)]));
    }
    case 'country':
      return needed ? 'CH' : undefined;
    case 'countries':
      return needed ? ['CH'] : undefined;
    case 'email':
      return needed ? 'contact@rehearsal.example' : undefined;
    case 'tel':
      return needed ? '+41 22 000 00 00' : undefined;
    case 'url':
      return needed ? 'https://rehearsal.example/' : undefined;
    case 'month':
      return needed ? '2025-01' : undefined;
    case 'checkbox':
      return true;
    case 'image':
      return needed ? 'rehearsal/picture.png' : undefined;
    case 'files':
      return needed ? ['rehearsal/document.pdf'] : undefined;
  }
}

function text(field: FormField, chance: Chance): string {
  const from = field.minWords ?? Math.min(12, field.maxWords ?? 12);
  const to = Math.min(field.maxWords ?? from + 20, from + 20);
  const count = from + chance.below(Math.max(1, to - from));
  const offset = chance.below(WORDS.length);
  const words = Array.from({ length: count }, (_, index) => WORDS[(offset + index) % WORDS.length]);
  return words.join(' ').slice(0, field.maxCharacters ?? 20_000);
}

/** Countries that voters of the play come from. */
export const voterCountries: readonly string[] = referenceData.countries.slice(0, 60).map((country) => country.code);
