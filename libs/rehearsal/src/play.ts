import { demonstration2026, type RuleBook } from '@wsis/rule-book';
import { adoptRules, inviteStaff, movePhase, planCalendar } from './acts/prepare.js';
import { certifyAndRecount, compareTotals } from './acts/count.js';
import { judgeChampions } from './acts/judge.js';
import { comparePublicList, screenAndFreeze, submitEntries, waitForVoting } from './acts/nominate.js';
import { followMailLinks } from './acts/mails.js';
import { certificates, release, shortPhaseByCalendar } from './acts/publish.js';
import { castBallots, closeTheVote, registerVoters, reviewBallots, tryWhatIsForbidden } from './acts/vote.js';
import { Chance } from './chance.js';
import { HttpClient } from './http-client.js';
import { check, pauseAt, type Check, type Nominee, type PlayOptions, type Stage } from './stage.js';
import type { StaffMember } from './people/staff.js';
import type { Voter } from './people/voter.js';

/** What a play leaves behind. */
export interface Report {
  readonly edition: string;
  readonly editionId: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly scale: {
    readonly voters: number;
    readonly experts: number;
    readonly nominees: number;
    readonly seed: number;
  };
  readonly winners: readonly { readonly category: string; readonly winner: string }[];
  readonly figures: Readonly<Record<string, number>>;
  readonly assumptions: readonly string[];
  readonly checks: Stage['checks'];
}

/** Plays a whole edition, from rules to published winners, through the public HTTP API alone. */
export async function play(options: PlayOptions): Promise<Report> {
  const started = performance.now();
  const stage = newStage(options);
  try {
    await openTheVote(stage);
    stage.progress.begin('vote');
    await registerVoters(stage);
    await castBallots(stage);
    await tryWhatIsForbidden(stage);
    await reviewBallots(stage);
    await pauseAt(stage, 'voting');
    await movePhase(stage, 'voting', 'closing');
    await closeTheVote(stage);
    await pauseAt(stage, 'closed');
    stage.progress.begin('count');
    await certifyAndRecount(stage);
    await pauseAt(stage, 'certified');
    await release(stage, 'champions');
    stage.progress.begin('judge');
    await movePhase(stage, 'evaluation', 'opening');
    await judgeChampions(stage);
    await pauseAt(stage, 'decided');
    await movePhase(stage, 'evaluation', 'closing');
    stage.progress.begin('publish');
    await release(stage, 'winners');
    await checkPublishedWinners(stage);
    await compareTotals(stage);
    await certificates(stage);
    await pauseAt(stage, 'announced');
    await shortPhaseByCalendar(stage);
    await followMailLinks(stage);
    if (options.inspectLedger) {
      stage.progress.scene('The stored ledger is compared with the receipts');
      const receipts = stage.voters.flatMap((voter) => voter.receipts.map((kept) => kept.receipt as unknown));
      const { holds, detail } = await options.inspectLedger(receipts);
      check(stage, 'The stored ledger keeps every promise about it', holds, detail);
    }
  } finally {
    stage.progress.end();
    stage.http.close();
  }
  stage.figures['requests'] = stage.http.requests;
  stage.figures[`slowestAnswerMs (${stage.http.slowest.call})`] = stage.http.slowest.milliseconds;
  stage.figures['mails'] = stage.mail.received;
  const titles = new Map(stage.nominees.map((nominee) => [nominee.id, nominee.title]));
  return {
    edition: stage.ruleBook.name,
    editionId: stage.editionId,
    ok: stage.checks.length > 0 && stage.checks.every((one) => one.holds),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    scale: {
      voters: options.voters,
      experts: options.experts,
      nominees: stage.nominees.length,
      seed: options.seed,
    },
    winners: [...stage.winners].map(([category, id]) => ({
      category,
      winner: id === null ? '–' : (titles.get(id) ?? id),
    })),
    figures: stage.figures,
    assumptions: stage.assumptions,
    checks: stage.checks,
  };
}

/** Plays an edition up to the open vote, and leaves it there for people to look at. */
export async function playUntilVote(options: PlayOptions): Promise<void> {
  const stage = newStage(options);
  try {
    await openTheVote(stage);
  } finally {
    stage.progress.end();
    stage.http.close();
  }
}

/** A vote that is open, with its registered voters and the two persons who can change its calendar. */
export interface OpenVote {
  readonly editionId: string;
  readonly http: HttpClient;
  readonly first: StaffMember;
  readonly second: StaffMember;
  readonly auditors: readonly StaffMember[];
  readonly ruleBook: RuleBook;
  readonly nominees: readonly Nominee[];
  readonly voters: readonly Voter[];
  readonly checks: readonly Check[];
}

/** Plays an edition up to the open vote, registers its voters, and hands both over; nobody has voted yet. */
export async function prepareOpenVote(options: PlayOptions): Promise<OpenVote> {
  const stage = newStage(options);
  try {
    await openTheVote(stage);
    await registerVoters(stage);
  } catch (error) {
    stage.http.close();
    throw error;
  } finally {
    stage.progress.end();
  }
  return stage;
}

async function openTheVote(stage: Stage): Promise<void> {
  await adoptRules(stage);
  await planCalendar(stage);
  await inviteStaff(stage);
  stage.progress.begin('nominate');
  await movePhase(stage, 'submission', 'opening');
  const cast = await submitEntries(stage);
  await pauseAt(stage, 'submission');
  await movePhase(stage, 'submission', 'closing');
  stage.progress.begin('screen');
  await movePhase(stage, 'screening', 'opening');
  await pauseAt(stage, 'screening');
  await screenAndFreeze(stage, cast);
  await pauseAt(stage, 'frozen');
  await movePhase(stage, 'screening', 'closing');
  await release(stage, 'nominees');
  await comparePublicList(stage);
  await movePhase(stage, 'voting', 'opening');
  await waitForVoting(stage);
}

function newStage(options: PlayOptions): Stage {
  return {
    options,
    http: new HttpClient(options.url),
    mail: options.mail,
    chance: new Chance(options.seed),
    progress: options.progress,
    editionId: options.editionId,
    ruleBook: demonstration2026,
    ruleBookHash: '',
    first: undefined as never,
    second: undefined as never,
    screeners: [],
    auditors: [],
    experts: [],
    nominators: [],
    nominees: [],
    voters: [],
    removed: new Set(),
    underReview: new Set(),
    champions: new Map(),
    places: new Map(),
    winners: new Map(),
    checks: [],
    figures: {},
    assumptions: [],
  };
}

async function checkPublishedWinners(stage: Stage): Promise<void> {
  const results = await stage.http.expect(200, { path: `/api/promotion/editions/${stage.editionId}/results` });
  const published = new Map(
    (results.body.winners as { category: string; nomineeId?: string; winner?: { nomineeId: string } | null }[]).map(
      (one) => [one.category, one.winner?.nomineeId ?? one.nomineeId ?? null],
    ),
  );
  const same = [...stage.winners].every(([category, id]) => published.get(category) === id);
  check(
    stage,
    'The published winners are those that the panels chose',
    same && published.size >= stage.winners.size,
    `${published.size} categories`,
  );
}
