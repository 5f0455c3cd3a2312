import { parseRuleBook } from '@wsis/rule-book';
import type { VoterRules } from '../../domain/voter-profile.js';

/** The part of a rule book that identity needs. Throws when the bytes are no rule book: such an event is put aside. */
export function voterRulesOf(ruleBookJson: Uint8Array): VoterRules {
  const parsed = parseRuleBook(JSON.parse(Buffer.from(ruleBookJson).toString('utf8')) as unknown);
  if (!parsed.ok) throw new Error(`An adopted rule book does not parse: ${parsed.error[0]?.field ?? 'unknown place'}`);
  const { vote, submission } = parsed.value;
  return {
    profile: vote.profile.map(({ id, type, required }) => ({ id, type, required })),
    stakeholderTypes: submission.stakeholderTypes,
    facts: vote.facts,
    ownProjectAllowed: vote.ownProjectAllowed,
  };
}
