import { err, ok, type Result } from '@wsis/kernel';
import { GATE_LEVELS, gateLevel, type LoweredGate } from '@wsis/rule-book';
import { isFrozen, type Edition } from './edition.js';
import type { NominationsError } from './nominations-error.js';

/** Decides whether the language gate may be lowered like this: before the freeze, and where it makes a difference. */
export function decideLowering(edition: Edition, wanted: LoweredGate): Result<undefined, NominationsError> {
  if (isFrozen(edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
  const known = edition.ruleBook.categories.map(({ code }) => code);
  const unknown = wanted.categories.find((category) => !known.includes(category));
  if (unknown !== undefined) return err({ code: 'NOMINATIONS.CATEGORY_UNKNOWN', category: unknown });
  const categories = wanted.categories.length === 0 ? known : wanted.categories;
  const spoken = wanted.languages.filter((language) => edition.ruleBook.languages.interface.includes(language));
  const place = GATE_LEVELS.indexOf(wanted.level);
  const lowers = spoken.some((language) =>
    categories.some((category) => {
      const level = gateLevel(edition.ruleBook, edition.loweredGates, { category, language });
      return GATE_LEVELS.indexOf(level) > place;
    }),
  );
  return lowers ? ok(undefined) : err({ code: 'NOMINATIONS.GATE_NOT_LOWERED' });
}
