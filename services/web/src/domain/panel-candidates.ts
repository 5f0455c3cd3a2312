/** Somebody with a role, as far as it matters for a panel. */
export interface Holder {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: string;
  /** Empty for all. */
  readonly category: string;
  readonly verified: boolean;
}

/** Somebody who may judge a category. */
export interface Candidate {
  readonly accountId: string;
  readonly name: string;
  /** Holds the role of a chair, too. */
  readonly mayChair: boolean;
  /** Has signed in at least once. */
  readonly came: boolean;
  /** Other categories in whose panels they sit. */
  readonly elsewhere: readonly string[];
  /** The categories that their role is bound to, where this one is not among them. */
  readonly boundTo: readonly string[];
}

/** Who may judge a category, each once: first who is meant for it, then by how little they judge, then by name. */
export function candidatesOf(
  category: string,
  holders: readonly Holder[],
  panels: readonly { readonly category: string; readonly members: readonly string[] }[],
): readonly Candidate[] {
  const byAccount = new Map<string, Holder[]>();
  for (const holder of holders) {
    byAccount.set(holder.accountId, [...(byAccount.get(holder.accountId) ?? []), holder]);
  }
  const candidates = [...byAccount].map(([accountId, grants]): Candidate => {
    const categories = grants.map((grant) => grant.category);
    const meant = categories.some((each) => each === '' || each === category);
    return {
      accountId,
      name: grants[0]?.displayName || (grants[0]?.email ?? ''),
      mayChair: grants.some(({ role }) => role === 'panel-chair'),
      came: grants.some(({ verified }) => verified),
      elsewhere: panels
        .filter((panel) => panel.category !== category && panel.members.includes(accountId))
        .map((panel) => panel.category),
      boundTo: meant ? [] : [...new Set(categories)],
    };
  });
  return candidates.sort(
    (a, b) =>
      Number(a.boundTo.length > 0) - Number(b.boundTo.length > 0) ||
      a.elsewhere.length - b.elsewhere.length ||
      a.name.localeCompare(b.name),
  );
}
