import { randomUUID } from 'node:crypto';
import { silentLogger } from '@wsis/observability';
import { eventually } from '@wsis/testing';
import { QueuedWakeups, type WakeupOptions } from './wakeups.js';

const NEVER_BY_THE_CLOCK_SECONDS = 3_600;

export interface WakeupsUnderTest {
  readonly place: Pick<WakeupOptions, 'databaseUrl' | 'redisUrl'>;
  /** How many wake-ups of a service are queued. */
  queued(service: string): Promise<number>;
  /** Loses what is queued for a service. */
  lose(service: string): Promise<void>;
  close(): Promise<void>;
}

/** What wake-ups keep to, whatever carries them. */
export function wakeupsContract(make: () => Promise<WakeupsUnderTest>): void {
  let tested: WakeupsUnderTest;
  const started: QueuedWakeups[] = [];

  beforeAll(async () => {
    tested = await make();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((each) => each.stop()));
  });
  afterAll(() => tested.close());

  const newService = () => `spec${randomUUID().slice(0, 8)}`;
  const processOf = (service: string, worker: boolean) => {
    const wakeups = new QueuedWakeups({ ...tested.place, service, logger: silentLogger, worker });
    started.push(wakeups);
    return wakeups;
  };

  /** A worker with one sweep, and how often it has begun. */
  async function sweeping(seconds: number, sweep: () => Promise<void> = async () => undefined) {
    const service = newService();
    const wakeups = processOf(service, true);
    const counted = { runs: 0 };
    wakeups.every('due', seconds, async () => {
      counted.runs += 1;
      await sweep();
    });
    await wakeups.start();
    const reaches = (runs: number) =>
      eventually(`${runs} sweeps`, async () => expect(counted.runs).toBeGreaterThanOrEqual(runs), {
        timeoutMs: 30_000,
      });
    // The first sweep comes with the start: what became due while nobody looked is done at once.
    await reaches(1);
    return { service, wakeups, counted, reaches };
  }

  it('come at the instant that was asked for', async () => {
    const { wakeups, reaches } = await sweeping(NEVER_BY_THE_CLOCK_SECONDS);
    wakeups.at('due', new Date(Date.now() + 200));
    await reaches(2);
  });

  it('come when another process of the service asks, also before it is connected', async () => {
    const { service, reaches } = await sweeping(NEVER_BY_THE_CLOCK_SECONDS);
    const api = processOf(service, false);
    api.at('due', new Date());
    await api.start();
    await reaches(2);
  });

  it('are not missed where they are lost: the sweep finds the work', async () => {
    const { service, wakeups, counted, reaches } = await sweeping(1);
    wakeups.at('due', new Date(Date.now() + 3_600_000));
    await eventually('the wake-up to be queued', async () => expect(await tested.queued(service)).toBeGreaterThan(0), {
      timeoutMs: 30_000,
    });
    await tested.lose(service);
    await reaches(counted.runs + 2);
  });

  it('sweep again after a sweep that failed', async () => {
    const { wakeups, reaches } = await sweeping(NEVER_BY_THE_CLOCK_SECONDS, () => Promise.reject(new Error('not now')));
    wakeups.at('due', new Date());
    await reaches(2);
  });

  it('never sweep twice at the same time in one process', async () => {
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { wakeups, counted } = await sweeping(NEVER_BY_THE_CLOCK_SECONDS, () => held);
    let others = 0;
    wakeups.every('other', NEVER_BY_THE_CLOCK_SECONDS, async () => {
      others += 1;
    });
    // Wake-ups are told one after the other: when several of the other kind have been told, so have some of this one.
    const told = async () => {
      wakeups.at('due', new Date());
      wakeups.at('other', new Date());
      expect(others).toBeGreaterThan(5);
    };
    await eventually('several wake-ups to be told', told, { timeoutMs: 30_000 });
    expect(counted.runs).toBe(1);
    release();
    await eventually('a sweep after it', async () => {
      wakeups.at('due', new Date());
      expect(counted.runs).toBeGreaterThan(1);
    });
  });
}
