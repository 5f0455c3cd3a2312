import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import type { CompetitionError } from '../domain/competition-error.js';
import type {
  RehearsalReport,
  RehearsalScale,
  RehearsalState,
  RehearsalStep,
  RehearsedRules,
} from '../domain/dress-rehearsal.js';
import type { EditionStore, RuleBookStore, UnitOfWork } from './ports.js';

export interface NewRehearsal {
  readonly id: string;
  readonly editionId: string;
  readonly rules: RehearsedRules;
  readonly rulesVersion: number;
  readonly rulesHash: string;
  readonly ruleBook: RuleBook;
  readonly requestedBy: string;
}

export interface DressRehearsalStore {
  /** False where one of the edition waits or runs already. */
  add(tx: Tx, rehearsal: NewRehearsal): Promise<boolean>;
  voteIsOpen(tx: Tx): Promise<boolean>;
  /** One that waits is over at once; one that runs is asked to end. Gives the state before; undefined for none. */
  cancel(tx: Tx, editionId: string, id: string): Promise<RehearsalState | undefined>;
  /** Takes the one that waits longest, where none is being played. */
  take(): Promise<{ readonly id: string; readonly ruleBook: RuleBook } | undefined>;
  /** Notes how far a play is, and that it still goes on. False where it is to end. */
  beat(id: string, step: RehearsalStep | undefined): Promise<boolean>;
  end(id: string, outcome: RehearsalOutcome): Promise<void>;
  /** Gives back one whose process went away: it is played anew, a few times at most. */
  giveBack(id: string): Promise<void>;
  /** The same for all that have not been heard of for so long. */
  giveBackSilent(silentSeconds: number): Promise<void>;
}

export type RehearsalOutcome =
  | { readonly state: 'held' | 'broke'; readonly report: RehearsalReport }
  | { readonly state: 'failed'; readonly failure: string }
  | { readonly state: 'cancelled' };

/** Plays an edition by its rules on a platform of its own, and throws that platform away. */
export interface RehearsalStage {
  /** False where this installation has no stage. */
  readonly here: boolean;
  /** Throws where the play could not come to its end, also when it was stopped. */
  play(
    ruleBook: RuleBook,
    scale: RehearsalScale,
    moved: (step: RehearsalStep) => void,
    stopped: AbortSignal,
  ): Promise<RehearsalReport>;
}

/** Asks for a dress rehearsal, or for its end. It changes nothing in the edition, so one person is enough. */
export class DressRehearsals {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly ruleBooks: RuleBookStore,
    private readonly rehearsals: DressRehearsalStore,
    private readonly stage: Pick<RehearsalStage, 'here'>,
    private readonly wake: () => void,
  ) {}

  /** Tries the rules that are being written; where there is no draft, those in force. */
  async start(editionId: string, requestedBy: string): Promise<Result<{ readonly id: string }, CompetitionError>> {
    if (!this.stage.here) return err({ code: 'COMPETITION.REHEARSAL_ELSEWHERE' });
    const id = randomUUID();
    const asked = await this.database.transaction(async (tx): Promise<Result<void, CompetitionError>> => {
      if (!(await this.editions.find(tx, editionId)))
        return err({ code: 'COMPETITION.EDITION_UNKNOWN', edition: editionId });
      if (await this.rehearsals.voteIsOpen(tx)) return err({ code: 'COMPETITION.REHEARSAL_DURING_VOTE' });
      const draft = await this.ruleBooks.draft(tx, editionId);
      const found = draft ?? (await this.ruleBooks.latest(tx, editionId));
      if (!found) return err({ code: 'COMPETITION.NO_RULE_BOOK', edition: editionId });
      const added = await this.rehearsals.add(tx, {
        id,
        editionId,
        rules: draft ? 'draft' : 'adopted',
        rulesVersion: found.version,
        rulesHash: found.hash,
        ruleBook: found.ruleBook,
        requestedBy,
      });
      return added ? ok(undefined) : err({ code: 'COMPETITION.REHEARSAL_UNDER_WAY', edition: editionId });
    });
    if (!asked.ok) return asked;
    this.wake();
    return ok({ id });
  }

  async cancel(editionId: string, id: string): Promise<Result<void, CompetitionError>> {
    const before = await this.database.transaction((tx) => this.rehearsals.cancel(tx, editionId, id));
    if (before === undefined) return err({ code: 'COMPETITION.REHEARSAL_UNKNOWN', rehearsal: id });
    if (before !== 'waiting' && before !== 'running')
      return err({ code: 'COMPETITION.REHEARSAL_ENDED', state: before });
    return ok(undefined);
  }
}
