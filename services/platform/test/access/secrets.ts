import { MOMENTS, type Moment } from '@wsis/rehearsal';
import * as who from './cast.js';
import type { World } from './world.js';

/** What nobody may be told but some: in no list, no count, no export and no error, on no route and no page. */
export interface Secret {
  readonly secret: string;
  readonly pattern: (world: World) => RegExp;
  /** Who may be told, from when on; everybody may, once it is over. */
  readonly seenBy: readonly string[];
  readonly from?: Moment;
  readonly until?: Moment;
}

const AUTHORS = [who.SUBMITTER, who.COLLEAGUE, who.SCREENER_OF_ORGANISATION];
const SECRETARIATS = [who.SECRETARIAT, who.SECOND_SECRETARIAT, 'secretariat with an old second factor'];
const remarksOf = (name: string) => (world: World) => new RegExp(`Remarks of ${world.accounts[name] ?? 'nobody'}`);
const PLACES_IN_A_TALLY = /"placings\\*"\s*:/;
const PLACES_THAT_MOVED = /"rankSwaps\\*"\s*:\s*\[/;
const READINGS_OF_SHEETS = /"(?:leaders|mean|readings|severityAdjusted|sheetsHash)\\*"\s*:/;

export const SECRETS: readonly Secret[] = [
  {
    secret: 'the title of a draft',
    pattern: () => /Quillwort/i,
    seenBy: AUTHORS,
  },
  {
    secret: 'the title of what was handed in and not nominated',
    pattern: () => /Saxifrage/i,
    seenBy: [
      ...AUTHORS,
      ...SECRETARIATS,
      who.JUDGING_SECRETARIAT,
      who.SCREENER,
      who.SCREENER_STEPPED_BACK,
      who.AUDITOR,
      who.TRANSLATOR,
    ],
  },
  {
    secret: 'an author’s contact',
    pattern: () => /contact@rehearsal\.example/,
    seenBy: [...AUTHORS, ...SECRETARIATS, who.JUDGING_SECRETARIAT],
  },
  { secret: 'a voter’s address', pattern: () => /@mail\d+\.rehearsal\.example/, seenBy: [] },
  {
    secret: 'what the chair wrote on a sheet',
    pattern: remarksOf(who.CHAIR),
    seenBy: [who.CHAIR, 'panel-chair with an old second factor'],
  },
  { secret: 'what an expert wrote on a sheet', pattern: remarksOf(who.EXPERT), seenBy: [who.EXPERT] },
  { secret: 'what another expert wrote on a sheet', pattern: remarksOf(who.OTHER_EXPERT), seenBy: [who.OTHER_EXPERT] },
  {
    secret: 'which places a removal moved',
    pattern: () => PLACES_THAT_MOVED,
    seenBy: [],
    until: 'judging',
  },
  {
    secret: 'who has how many votes',
    pattern: () => PLACES_IN_A_TALLY,
    seenBy: [...SECRETARIATS, who.JUDGING_SECRETARIAT, who.AUDITOR],
    from: 'certified',
    until: 'announced',
  },
  {
    secret: 'what the sheets of a panel add up to',
    pattern: () => READINGS_OF_SHEETS,
    // The secretary on the panel has sealed every sheet by then.
    seenBy: [...SECRETARIATS, who.JUDGING_SECRETARIAT, who.CHAIR, 'panel-chair with an old second factor'],
    from: 'judged',
    until: 'decided',
  },
  {
    secret: 'whom a panel has chosen',
    pattern: () => /"winner(?:NomineeId)?\\*"\s*:\s*\\*["{]/,
    seenBy: [
      ...SECRETARIATS,
      who.JUDGING_SECRETARIAT,
      who.AUDITOR,
      who.CHAIR,
      who.OTHER_CHAIR,
      'panel-chair with an old second factor',
    ],
    from: 'decided',
    until: 'announced',
  },
];

/** Whether a secret is kept from somebody at a moment. */
export function isHidden({ seenBy, from, until }: Secret, name: string, moment: Moment): boolean {
  const at = (one: Moment) => MOMENTS.indexOf(one);
  if (until !== undefined && at(moment) >= at(until)) return false;
  return !(seenBy.includes(name) && (from === undefined || at(moment) >= at(from)));
}
