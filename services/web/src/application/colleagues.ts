import type { Visitor } from './visitor.js';

/** The people with roles, by name: who proposed, who decided, who did it. */
export abstract class Colleagues {
  /** Names by account id. Who is unknown, or cannot be asked for at the moment, is left out. */
  abstract names(visitor: Visitor, accountIds: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>>;
}
