import { nextCode, prepareOpenVote, Progress, type OpenVote } from '@wsis/rehearsal';
import { barePlatform } from './bare-platform.js';

/** The built platform in a process of its own, with an edition whose vote is open and whose list is public. */
export interface OpenVotePlatform {
  readonly url: string;
  readonly edition: string;
  readonly vote: OpenVote;
  /** The first code mailed to an address, after so many other mails. */
  codeFor(address: string, mailsBefore?: number): Promise<string>;
  mailsTo(address: string): number;
  /** The text of every mail so far. */
  mails(): readonly string[];
  stop(): Promise<void>;
}

export interface OpenVoteOptions {
  readonly categories: number;
  readonly nominees: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Plays an edition up to the open vote, through the public interface as its people would. */
export async function openVotePlatform(options: OpenVoteOptions): Promise<OpenVotePlatform> {
  const edition = 'journey-2026';
  const { url, mail, staff, stop } = await barePlatform(options.environment);
  try {
    const vote = await prepareOpenVote({
      url,
      secretariat: staff,
      mail,
      edition: 'demonstration',
      editionId: edition,
      small: { categories: options.categories, nominees: options.nominees },
      voters: 1,
      experts: 0,
      screeners: 1,
      auditors: 0,
      nominators: 2,
      seed: 1,
      progress: new Progress(true),
    });
    expect(vote.checks.filter((one) => !one.holds)).toEqual([]);
    return {
      url,
      edition,
      vote,
      codeFor: (address, mailsBefore = 0) => nextCode(mail, address, mailsBefore),
      mailsTo: (address) => mail.count(address),
      mails: () => mail.all().map(({ text }) => text),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
