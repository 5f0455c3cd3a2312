import { err, ok, type Result } from '@wsis/kernel';
import type { NomineeDesk } from '../../application/nominees/desk.js';
import type { NomineeCounts } from '../../application/nominees/ports.js';
import {
  ReleasePreviews,
  type ReleaseKind,
  type ReleasePreview,
  type ReleaseSize,
} from '../../application/outcome/ports.js';
import type { Results } from '../../application/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import { EVERY_NOMINEE } from '../../domain/nominee-search.js';
import { Json } from './json.js';
import { resultsOf } from './mapping.js';
import type { ServiceCalls } from './service-calls.js';

const NOTHING: Refused = { code: 'PROMOTION.EDITION_UNKNOWN', status: 404, errors: [], more: {} };

/** Reads what is not public yet in the name of who decides on it; promotion puts each look on record. Nothing is kept. */
export class ServiceReleasePreviews extends ReleasePreviews {
  constructor(
    private readonly calls: ServiceCalls,
    private readonly nominees: Pick<NomineeDesk, 'counts'>,
  ) {
    super();
  }

  async read(
    visitor: Visitor,
    editionId: string,
    kind: ReleaseKind,
    now: Date,
  ): Promise<Result<ReleasePreview, Refused>> {
    try {
      const answer = await this.calls.read(
        visitor,
        'promotion',
        `/editions/${encodeURIComponent(editionId)}/releases/${kind}/preview?limit=1`,
      );
      if (answer === undefined) return err(NOTHING);
      const publishAt = answer.at('publishAt').instant();
      // What is not public has no instant yet: the page shows the one that it is staged for.
      const shown = { kind, publishedAt: (publishAt ?? now).toISOString() };
      const released = [
        ...answer
          .at('released')
          .items()
          .flatMap((each) => (each.at('kind').text() === kind ? [] : [each.raw])),
        shown,
      ];
      const results = resultsOf(
        new Json({ ...Object.fromEntries(answer.entries().map(([name, own]) => [name, own.raw])), released }),
      );
      const size =
        kind === 'nominees'
          ? sizeOfList(await this.nominees.counts(visitor, editionId, EVERY_NOMINEE))
          : sizeOf(kind, results);
      return ok({ kind, publishAt, size, results });
    } catch (error) {
      if (error instanceof ReadRefused && error.refused.status === 409) return err(error.refused);
      throw error;
    }
  }
}

function sizeOfList(counts: NomineeCounts | undefined): ReleaseSize {
  const each = [...(counts?.category.values() ?? [])].filter((count) => count > 0);
  return { categories: each.length, projects: each.reduce((sum, count) => sum + count, 0), recognitions: 0 };
}

function sizeOf(kind: ReleaseKind, { champions, winners }: Results): ReleaseSize {
  if (kind === 'champions') {
    const categories = champions?.categories ?? [];
    const projects = categories.reduce((sum, one) => sum + one.projects.length, 0);
    return { categories: categories.length, projects, recognitions: 0 };
  }
  const categories = winners?.categories ?? [];
  return {
    categories: categories.length,
    projects: categories.filter(({ winner }) => winner !== undefined).length,
    recognitions: categories.reduce((sum, one) => sum + one.specialRecognition.length, 0),
  };
}
