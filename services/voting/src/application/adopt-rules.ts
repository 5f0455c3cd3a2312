import { hashRuleBook, parseRuleBook } from '@wsis/rule-book';
import type { Tx } from '@wsis/persistence';
import { votingRules } from '../domain/voting-rules.js';
import type { Ledgers } from './ports.js';

export interface AdoptedRules {
  readonly editionId: string;
  readonly rulesVersion: number;
  readonly ruleBookJson: string;
  readonly ruleBookHash: string;
}

/** Puts an adopted rule book in force for the vote, and into the ledger. Throws when it is not what its hash says. */
export class AdoptRules {
  constructor(private readonly ledgers: Ledgers) {}

  async execute(tx: Tx, adopted: AdoptedRules): Promise<void> {
    const parsed = parseRuleBook(JSON.parse(adopted.ruleBookJson));
    if (!parsed.ok)
      throw new Error(`Rule book ${adopted.ruleBookHash} is not valid: ${JSON.stringify(parsed.error.slice(0, 3))}`);
    if (hashRuleBook(parsed.value) !== adopted.ruleBookHash)
      throw new Error(`Rule book ${adopted.ruleBookHash} has another hash`);
    const ledger = await this.ledgers.lock(tx, adopted.editionId);
    // A rule book that comes after the close cannot be one that the ballots were cast under.
    if (adopted.rulesVersion <= ledger.rulesVersion || ledger.closedAtMs !== undefined) return;
    await this.ledgers.append(tx, ledger, {
      kind: 'rules',
      version: adopted.rulesVersion,
      payload: { ruleBookHash: adopted.ruleBookHash, rulesVersion: adopted.rulesVersion },
    });
    await this.ledgers.change(tx, ledger, {
      rules: {
        version: adopted.rulesVersion,
        ruleBook: adopted.ruleBookJson,
        rules: votingRules(parsed.value, adopted.ruleBookHash),
      },
    });
  }
}
