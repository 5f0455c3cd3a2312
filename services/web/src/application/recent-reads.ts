/**
 * Remembers answers for a moment, and asks once where many ask at the same time,
 * so that readers, however many, cost the services next to nothing. Failures are not remembered.
 */
export class RecentReads {
  private readonly known = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();

  constructor(
    private readonly keepMs: number,
    private readonly now: () => number,
    private readonly most = 2_000,
  ) {}

  /** The remembered answer, or a fresh one. */
  get<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const before = this.known.get(name);
    if (before && before.until > this.now()) return before.value as Promise<T>;
    const value = ask();
    this.known.delete(name);
    if (this.known.size >= this.most) {
      const [oldest] = this.known.keys();
      if (oldest !== undefined) this.known.delete(oldest);
    }
    const entry = { until: this.now() + this.keepMs, value };
    this.known.set(name, entry);
    value.catch(() => {
      if (this.known.get(name) === entry) this.known.delete(name);
    });
    return value;
  }
}
