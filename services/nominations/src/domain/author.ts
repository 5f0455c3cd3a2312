/** One organisation of a person, and whether they speak for it where not every member may. */
export interface Belonging {
  readonly organisationId: string;
  readonly administers: boolean;
}

/** Somebody who writes submissions, with the organisations that matter to the decision at hand. */
export interface Author {
  readonly accountId: string;
  readonly belongsTo: readonly Belonging[];
}

/** What a submission says of whose it is. */
export interface Owned {
  readonly submitterAccountId: string;
  readonly organisationId: string | null;
}

/** What somebody is to a submission; members of its organisation are its co-editors. */
export type Relation = 'submitter' | 'administrator' | 'member';

/** Tells what an author is to a submission; undefined for a stranger, and for who has left the organisation. */
export function relationOf({ submitterAccountId, organisationId }: Owned, author: Author): Relation | undefined {
  if (submitterAccountId === author.accountId) return 'submitter';
  const belonging = author.belongsTo.find((each) => each.organisationId === organisationId);
  if (!belonging) return undefined;
  return belonging.administers ? 'administrator' : 'member';
}
