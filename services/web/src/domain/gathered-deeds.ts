/** What makes one deed the same as another. */
interface Comparable {
  readonly service: string;
  readonly at: Date | undefined;
  readonly actor: string | undefined;
  readonly action: string;
  readonly subjectId: string;
  readonly editionId: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** One deed, or the same one several times in a row. */
export interface GatheredDeed<D> {
  /** The latest. */
  readonly deed: D;
  readonly count: number;
  /** When the earliest of them was done. */
  readonly since: Date | undefined;
  readonly services: readonly string[];
}

/**
 * Puts together what one person did several times without anything between: a sheet saved ten times, a look at a list
 * that seven services keep. Deeds come and go the newest first.
 */
export function gatheredDeeds<D extends Comparable>(deeds: readonly D[]): readonly GatheredDeed<D>[] {
  const gathered: GatheredDeed<D>[] = [];
  for (const deed of deeds) {
    const last = gathered.at(-1);
    if (last === undefined || nameOf(last.deed) !== nameOf(deed)) {
      gathered.push({ deed, count: 1, since: deed.at, services: [deed.service] });
    } else {
      const services = [...new Set([...last.services, deed.service])];
      gathered.splice(-1, 1, { ...last, count: last.count + 1, since: deed.at, services });
    }
  }
  return gathered;
}

function nameOf({ actor, action, subjectId, editionId, details }: Comparable): string {
  return JSON.stringify([actor, action, subjectId, editionId, details]);
}
