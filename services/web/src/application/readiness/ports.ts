import type { EditionFacts } from '../../domain/readiness.js';
import type { DeskEdition } from '../editions/ports.js';
import type { Visitor } from '../visitor.js';
import type { WatchedService } from '../watch/ports.js';

export interface GatheredFacts {
  readonly facts: EditionFacts;
  /** Services that could not be asked. */
  readonly away: readonly WatchedService[];
}

/** What the services know of an edition, gathered as the visitor. */
export abstract class EditionReadiness {
  abstract gather(visitor: Visitor, edition: DeskEdition): Promise<GatheredFacts>;
}
