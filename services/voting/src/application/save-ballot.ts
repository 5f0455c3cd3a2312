import { err, ok, type Result } from '@wsis/kernel';
import {
  coarseMinute,
  encodeBatch,
  receiptFor,
  rowsOf,
  signBatch,
  type CommitmentKey,
  type Receipt,
  type ReceiptSigner,
} from '@wsis/transparency-log';
import { choicesOf, layOut, type ChoiceRule, type Choices, type LaidOutBallot, type Screen } from '../domain/ballot.js';
import type { ChoiceRefusalCode, VotingError } from '../domain/voting-error.js';
import type { VotingRules } from '../domain/voting-rules.js';
import { GroupCommit, QueueFull, type GroupCommitState } from './intake/group-commit.js';
import {
  LedgerAway,
  UnknownOutcome,
  type BallotForLedger,
  type BallotLedger,
  type BatchOutcome,
  type NotSaved,
} from './ports.js';
import { reissueReceipt } from './reissue-receipt.js';
import type { Screens } from './screens.js';

/** A whole ballot, made from version `base`, as one signed-in voter asks for it. */
export interface SaveBallotCommand {
  readonly editionId: string;
  readonly voterId: string;
  readonly sessionId: string;
  readonly country: string;
  readonly stakeholderType: string;
  readonly barred: readonly number[];
  readonly base: number;
  readonly idempotencyKey: string;
  readonly choices: Choices;
  readonly orderNumber: number;
  /** When the queue ticket that came with it was drawn. */
  readonly drawnAtMs?: number;
}

export interface SavedBallot {
  readonly version: number;
  readonly complete: boolean;
  readonly categoriesFilled: number;
  readonly receipt: Receipt;
}

export type SaveBallotResult = Result<SavedBallot, VotingError>;

export interface SaveBallotParts {
  readonly ledger: BallotLedger;
  readonly screens: Screens;
  readonly signer: ReceiptSigner;
  readonly commitmentKey: CommitmentKey;
  readonly batchLimit: number;
  readonly queueLimit: number;
  readonly now: () => number;
}

/** How often a batch is screened again because list or rules changed under it, before it is sent away. */
const SCREENINGS_AT_MOST = 8;

/** Takes ballots, saves those that arrive together in one transaction, and answers each for itself. */
export class SaveBallot {
  private readonly intake: GroupCommit<SaveBallotCommand, SaveBallotResult>;

  constructor(private readonly parts: SaveBallotParts) {
    this.intake = new GroupCommit({
      commit: (editionId, commands) => this.saveTogether(editionId, commands),
      groupOf: (command) => command.editionId,
      ownerOf: (command) => command.voterId,
      mayBisect: (error) => !(error instanceof LedgerAway || error instanceof UnknownOutcome),
      batchLimit: parts.batchLimit,
      queueLimit: parts.queueLimit,
      now: parts.now,
    });
  }

  /** Answers once the ballot is durable, or with the reason why it is not. Throws only for a fault of ours. */
  async execute(command: SaveBallotCommand): Promise<SaveBallotResult> {
    try {
      return await this.intake.submit(command);
    } catch (error) {
      if (error instanceof QueueFull) return err({ code: 'VOTING.BUSY' });
      if (error instanceof LedgerAway) return err({ code: 'VOTING.UNAVAILABLE' });
      if (error instanceof UnknownOutcome) return err({ code: 'VOTING.UNKNOWN_OUTCOME' });
      throw error;
    }
  }

  state(): GroupCommitState {
    return this.intake.state();
  }

  /** Resolves once every ballot taken so far is answered. */
  settled(): Promise<void> {
    return this.intake.settled();
  }

  private async saveTogether(
    editionId: string,
    commands: readonly SaveBallotCommand[],
  ): Promise<readonly SaveBallotResult[]> {
    const { ledger, screens } = this.parts;
    for (let attempt = 1; attempt <= SCREENINGS_AT_MOST; attempt += 1) {
      const screen = screens.get(editionId);
      if (!screen) {
        if (attempt > 1) return commands.map(() => err({ code: 'VOTING.EDITION_UNKNOWN' }));
        await this.look();
        continue;
      }
      const batch = this.prepare(editionId, commands, screen);
      const outcome = await ledger.save(batch);
      switch (outcome.kind) {
        case 'done':
          return this.answers(outcome, batch, screen);
        case 'no-ledger':
          return commands.map(() => err({ code: 'VOTING.EDITION_UNKNOWN' }));
        case 'reclock':
          screens.learnTime(outcome.atMs);
          break;
        case 'rescreen':
          await this.look();
          break;
      }
    }
    throw new LedgerAway('The list kept changing under a batch');
  }

  private async look(): Promise<void> {
    try {
      await this.parts.screens.refresh();
    } catch (cause) {
      throw new LedgerAway('The list could not be read', { cause });
    }
  }

  /** Lays out and hashes every ballot of a batch; the database only compares and stores. */
  private prepare(editionId: string, commands: readonly SaveBallotCommand[], screen: Screen) {
    const laidOut = commands.map((command) => layOut(command, screen));
    const ballots = commands.map((command, place) =>
      ballotForLedger(command, laidOut[place] as LaidOutBallot, screen.rules),
    );
    const encoded = encodeBatch(this.parts.commitmentKey, {
      edition: editionId,
      minute: coarseMinute(this.parts.screens.databaseNowMs()),
      categories: screen.rules.categories.map(({ number }) => number),
      ballots,
    });
    return { editionId, screenVersion: screen.version, ballots, encoded, laidOut };
  }

  private answers(
    outcome: Extract<BatchOutcome, { kind: 'done' }>,
    batch: ReturnType<SaveBallot['prepare']>,
    screen: Screen,
  ): SaveBallotResult[] {
    const { editionId, ballots, encoded, laidOut } = batch;
    const saved = [...ballots.keys()].filter((place) => !outcome.notSaved.has(place));
    const signed =
      saved.length === 0
        ? undefined
        : signBatch(this.parts.signer, rowsOf(encoded, saved), {
            first: outcome.firstNumber,
            signedAtMs: outcome.atMs,
          });
    let savedBefore = 0;
    return ballots.map(({ version, complete, filled }, place): SaveBallotResult => {
      const refused = outcome.notSaved.get(place);
      if (refused) return this.refusal(editionId, refused, laidOut[place] as LaidOutBallot, screen);
      const receipt = receiptFor(signed as NonNullable<typeof signed>, savedBefore);
      savedBefore += 1;
      return ok({ version, complete, categoriesFilled: filled, receipt });
    });
  }

  private refusal(editionId: string, refused: NotSaved, ballot: LaidOutBallot, screen: Screen): SaveBallotResult {
    const current = () => ({
      version: refused.version,
      choices: choicesOf(refused.places, screen.rules),
      orderNumber: refused.orderNumber,
    });
    switch (refused.outcome) {
      case 'replayed': {
        const row = refused.repeated as NonNullable<NotSaved['repeated']>;
        return ok({
          version: row.version,
          complete: row.complete,
          categoriesFilled: row.places.filter((nominee) => nominee !== 0).length,
          receipt: reissueReceipt(this.parts.signer, editionId, row),
        });
      }
      case 'key-reused':
        return err({ code: 'VOTING.KEY_REUSED' });
      case 'revoked':
        return err({ code: 'VOTING.SESSION_REVOKED' });
      case 'not-open':
        return err({ code: 'VOTING.NOT_OPEN' });
      case 'paused':
        return err({ code: 'VOTING.PAUSED' });
      case 'closed':
        return err({ code: 'VOTING.CLOSED' });
      case 'stale':
        return err({ code: 'VOTING.STALE_BALLOT', current: current() });
      case 'change-refused':
        return err({ code: 'VOTING.CHANGE_NOT_ALLOWED', current: current() });
      case 'withdrawn':
        return err({ code: 'VOTING.NOMINEE_WITHDRAWN', problems: [{ field: 'choices', rule: 'withdrawnNominee' }] });
      case 'screened-out':
        return err(refusalOf(ballot.finding));
    }
  }
}

/** The code of a refusal is that of its first problem; the others stand beside it by field. */
const CODE_OF_RULE: Readonly<Record<ChoiceRule, ChoiceRefusalCode>> = {
  unknownCategory: 'VOTING.CATEGORY_UNKNOWN',
  unknownNominee: 'VOTING.NOMINEE_UNKNOWN',
  otherCategory: 'VOTING.NOMINEE_OTHER_CATEGORY',
  repeatedNominee: 'VOTING.NOMINEE_REPEATED',
  withdrawnNominee: 'VOTING.NOMINEE_WITHDRAWN',
  ownProject: 'VOTING.OWN_PROJECT',
};

function refusalOf(finding: LaidOutBallot['finding']): VotingError {
  switch (finding.kind) {
    case 'empty':
      return { code: 'VOTING.EMPTY_BALLOT' };
    case 'choices':
      return { code: CODE_OF_RULE[finding.problems[0]?.rule ?? 'unknownNominee'], problems: finding.problems };
    case 'own-project':
      return { code: 'VOTING.OWN_PROJECT', problems: finding.problems };
    case 'fine':
      throw new Error('The ledger refused a ballot that screening had not refused');
  }
}

function ballotForLedger(command: SaveBallotCommand, laidOut: LaidOutBallot, rules: VotingRules): BallotForLedger {
  const { finding, places } = laidOut;
  return {
    voterId: command.voterId,
    sessionId: command.sessionId,
    version: command.base + 1,
    drawnAtMs: command.drawnAtMs ?? 0,
    attempt: command.idempotencyKey,
    // Of what was sent alone: a nominee who withdrew meanwhile must not make a retry look like another wish.
    wish: `${places.join(',')}|${command.orderNumber}${laidOut.whole ? '' : JSON.stringify(command.choices)}`,
    verdict: finding.kind === 'fine' ? '' : finding.kind,
    places,
    filled: laidOut.filled,
    complete: laidOut.complete,
    orderNumber: command.orderNumber,
    // Only the facts that the rule book counts are kept with a ballot.
    country: rules.keepsCountry ? command.country : '',
    stakeholderType: rules.keepsStakeholderType ? command.stakeholderType : '',
  };
}
