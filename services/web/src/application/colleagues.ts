import type { Visitor } from './visitor.js';

/** The people with roles, by name: who proposed, who decided, who did it. */
export abstract class Colleagues {
  /** Names by account id. Who is unknown, or cannot be asked for at the moment, is left out. */
  abstract names(visitor: Visitor, accountIds: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>>;
  /** Those whose name has this in it, by account id; at most 100. */
  abstract called(visitor: Visitor, name: string): Promise<ReadonlyMap<string, string>>;
}
