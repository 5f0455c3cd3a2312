/** What one part of a service says of itself. */
export interface PartState {
  readonly ok: boolean;
  /** Which adapter stands behind the part, for example `kafka` or `postgres-log`. */
  readonly adapter: string;
  /** Why it is not ready, in words that name what is missing. */
  readonly detail?: string;
}

export type PartCheck = () => Promise<PartState> | PartState;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** The parts that a process needs to do its work, each with its own check. */
export class Readiness {
  private readonly checks = new Map<string, PartCheck>();

  register(part: string, check: PartCheck): void {
    this.checks.set(part, check);
  }

  /** Asks every part; one that throws or answers late is not ready, and says so. */
  async report(timeoutMs = 2_000): Promise<ReadinessReport> {
    const entries = await Promise.all(
      [...this.checks].map(async ([part, check]) => [part, await settle(check, timeoutMs)] as const),
    );
    return { ready: entries.every(([, state]) => state.ok), parts: Object.fromEntries(entries) };
  }
}

async function settle(check: PartCheck, timeoutMs: number): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartState>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, adapter: 'unknown', detail: `no answer in ${timeoutMs} ms` }),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    return { ok: false, adapter: 'unknown', detail: (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}
