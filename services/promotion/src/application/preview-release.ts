import { err, ok, type Result } from '@wsis/kernel';
import type { PromotionError } from '../domain/promotion-error.js';
import { readyFor, type ReleaseKind } from '../domain/release.js';
import type { EditionStore, UnitOfWork } from './ports.js';
import type { NomineeQuery, PromotionScreens, PublicResults } from './read-model.js';

export interface ReleasePreview {
  readonly results: PublicResults;
  /** When it is staged for, or was published; null before it is staged. */
  readonly publishAt: Date | null;
}

/** What everybody will read once a release is public. There is nothing to see before it could be staged. */
export class PreviewRelease {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly screens: Pick<PromotionScreens, 'results' | 'staged'>,
  ) {}

  async execute(
    editionId: string,
    kind: ReleaseKind,
    query: NomineeQuery,
  ): Promise<Result<ReleasePreview, PromotionError>> {
    const unknown = err({ code: 'PROMOTION.EDITION_UNKNOWN', edition: editionId } as const);
    const checked = await this.database.transaction(async (tx) =>
      (await this.editions.find(tx, editionId)) ? readyFor(kind, await this.editions.progress(tx, editionId)) : unknown,
    );
    if (!checked.ok) return checked;
    const results = await this.screens.results(editionId, query, kind);
    if (!results) return unknown;
    const staged = (await this.screens.staged(editionId)).find((release) => release.kind === kind);
    return ok({ results, publishAt: staged?.publishedAt ?? staged?.publishAt ?? null });
  }
}
