/** How often this process refused a ballot, by code: never by nominee. */
export class Refusals {
  private readonly counts = new Map<string, number>();

  constructor(private readonly observe: (code: string) => void = () => undefined) {}

  count(code: string): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    this.observe(code);
  }

  byCode(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
