import { countryName, localeOf } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { referenceData } from '@wsis/rule-book';

/** All countries, in the order of the reader's alphabet. */
export function countryChoices(language: Language): readonly { readonly value: string; readonly label: string }[] {
  const collator = new Intl.Collator(localeOf(language));
  return referenceData.countries
    .map(({ code }) => ({ value: code, label: countryName(language, code) }))
    .sort((one, other) => collator.compare(one.label, other.label));
}
