import { err, ok, type IdSource, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { PromotionError } from '../domain/promotion-error.js';
import { readyFor, type ReleaseKind } from '../domain/release.js';
import type { Alarm, EditionStore, ProposalRefusal, Proposals, Proposer, ReleaseStore, UnitOfWork } from './ports.js';

export interface StageReleasePayload {
  readonly kind: ReleaseKind;
  /** ISO 8601, UTC. */
  readonly publishAt: string;
}

/** Stages a release for its instant, or moves a staged one; one person proposes, another approves. */
export class StageRelease {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly releases: ReleaseStore,
    private readonly proposals: Proposals,
    private readonly alarm: Alarm,
    private readonly ids: IdSource,
  ) {}

  async propose(
    editionId: string,
    wanted: { kind: ReleaseKind; publishAt: Date },
    proposedBy: Proposer,
  ): Promise<Result<{ approvalId: string }, PromotionError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const checked = await this.check(tx, editionId, wanted.kind);
      if (!checked.ok) return checked;
      const payload: StageReleasePayload = { kind: wanted.kind, publishAt: wanted.publishAt.toISOString() };
      const proposed = await this.proposals.propose(tx, {
        kind: 'promotion.publish-release',
        editionId,
        payload,
        proposedBy,
        summary: { release: payload.kind, publishAt: payload.publishAt },
      });
      return proposed.ok ? ok({ approvalId: proposed.value }) : proposed;
    });
  }

  /** Runs in the approving transaction. */
  async apply(
    tx: Tx,
    editionId: string,
    payload: StageReleasePayload,
    approvalId: string,
  ): Promise<Result<{ kind: ReleaseKind; publishAt: string }, PromotionError>> {
    const checked = await this.check(tx, editionId, payload.kind);
    if (!checked.ok) return checked;
    const publishAt = new Date(payload.publishAt);
    const staged = await this.releases.stage(tx, {
      releaseId: this.ids.next(),
      editionId,
      kind: payload.kind,
      publishAt,
      approvalId,
    });
    if (!staged) return err({ code: 'PROMOTION.ALREADY_RELEASED', kind: payload.kind });
    this.alarm.at(publishAt);
    return ok({ kind: payload.kind, publishAt: payload.publishAt });
  }

  private async check(tx: Tx, editionId: string, kind: ReleaseKind): Promise<Result<void, PromotionError>> {
    if (!(await this.editions.find(tx, editionId)))
      return err({ code: 'PROMOTION.EDITION_UNKNOWN', edition: editionId });
    if (await this.releases.isPublished(tx, editionId, kind)) return err({ code: 'PROMOTION.ALREADY_RELEASED', kind });
    return readyFor(kind, await this.editions.progress(tx, editionId));
  }
}
