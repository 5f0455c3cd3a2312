import { silentLogger } from '@wsis/observability';
import { MAILS_A_SWEEP } from '../../application/send-due-mails.js';
import { DueMailsJob, MAILS_SWITCH } from './due-mails.job.js';
import { DueRemindersJob, REMINDERS_SWITCH } from './due-reminders.job.js';

/** Remembers the sweeps instead of running them by the clock. */
class HandTurnedWakeups {
  private readonly sweeps: (() => Promise<void>)[] = [];

  every(_name: string, _seconds: number, sweep: () => Promise<void>): void {
    this.sweeps.push(sweep);
  }

  /** The first that was asked for. */
  async turn(): Promise<void> {
    await this.sweeps[0]?.();
  }
}

const TOO_MANY = 10;

/** Work that always leaves some, until somebody pauses it. */
class EndlessWork {
  paused = false;
  steps = 0;

  constructor(private readonly pausesAfter: number) {}

  step(): void {
    this.steps += 1;
    this.paused ||= this.steps === this.pausesAfter;
    if (this.steps > TOO_MANY) throw new Error('Nothing stopped the work');
  }
}

function jobs(work: EndlessWork) {
  const switches = (name: string) => ({ isPaused: (asked: string) => asked === name && work.paused });
  const mails = new HandTurnedWakeups();
  const reminders = new HandTurnedWakeups();
  const sender = {
    execute: async () => {
      work.step();
      return MAILS_A_SWEEP;
    },
  };
  const noter = {
    execute: async () => {
      work.step();
      return 1;
    },
  };
  const store = { recover: async () => ({ due: 0, unknown: 0 }) };
  new DueMailsJob(mails, switches(MAILS_SWITCH), sender, store, silentLogger).onModuleInit();
  new DueRemindersJob(reminders, switches(REMINDERS_SWITCH), noter, silentLogger).onModuleInit();
  return { mails, reminders };
}

describe.each(['mails', 'reminders'] as const)('The job of %s', (name) => {
  it('stops in the middle of much work when it is paused, and takes nothing as long as it is', async () => {
    const work = new EndlessWork(3);
    const job = jobs(work)[name];
    await job.turn();
    expect(work.steps).toBe(3);
    await job.turn();
    expect(work.steps).toBe(3);
  });

  it('goes on once it is let', async () => {
    const work = new EndlessWork(5);
    const job = jobs(work)[name];
    work.paused = true;
    await job.turn();
    expect(work.steps).toBe(0);
    work.paused = false;
    await job.turn();
    expect(work.steps).toBe(5);
  });
});
