import type { CalendarTemplate } from '../calendar-template.js';
import type { Provenance, RuleBook } from '../rule-book.js';
import { categories } from './categories.js';
import { formFields2026 } from './form-fields.js';
import { criteria2026, fivePointScale } from './scoring.js';
import { voterProfile } from './voter-profile.js';

const RULES_2026 = 'https://www.itu.int/net4/wsis/stocktaking/Prizes/2026/Vote?jts=LE9IXE';
const PAGE_2015 = 'https://github.com/anjesh/wsis-projects-2015/blob/master/scrapper/wsis-nominated-projects.html';
const CALL_2024 = 'https://etradeforall.org/events/wsis-prizes-2024/';
const CALL_2021 =
  'https://www.mtitc.government.bg/bg/category/4/pokana-za-uchastie-v-iniciativata-nagradi-za-proekti-wsis-prizes-2021-ot-ekipa-na-svetovniya-forum-za-informacionno-obshtestvo-wsis-i-mezhdunarodniya-suyuz-za-dalekosuobshteniya-itu';
const GUIDE_2021 =
  'https://upouservice.freshdesk.com/support/solutions/articles/48001178922-vote-now-help-upou-x-dict-project-3-more-to-win-a-global-prize-';
const VOTE_CALL_2026 =
  'https://www.univ-msila.dz/site/call-to-vote-for-the-algerian-projects-nominated-for-the-world-summit-on-the-information-society-wsis-2026-awards/';

const published = (source: string, note?: string): Provenance => ({
  status: 'published',
  source,
  ...(note === undefined ? {} : { note }),
});
const assumed = (note: string, source?: string): Provenance => ({
  status: 'assumption',
  ...(source === undefined ? {} : { source }),
  note,
});

/** The demonstration: the published rules of 2026, and a listed assumption for everything they leave open. */
export const demonstration2026: RuleBook = {
  schemaVersion: 1,
  name: 'Demonstration 2026',
  year: 2026,
  categories,
  languages: {
    interface: ['ar', 'zh', 'en', 'fr', 'ru', 'es'],
    prevailing: 'en',
    gate: { categoryNames: 'any', nomineeTexts: 'original' },
  },
  submission: {
    stakeholderTypes: [
      'government',
      'private-sector',
      'civil-society',
      'academia',
      'international-organization',
      'technical-community',
      'other',
    ],
    thirdParty: 'with-consent',
    entityLimit: { perCategory: null, perEdition: null },
    sameProjectOnce: true,
    pastWinnersEligible: false,
    pastChampionsEligible: true,
    languages: ['en'],
    fields: formFields2026,
  },
  screening: { screenedBy: 'screeners', shortlistSize: 20, mayMoveCategory: true },
  vote: {
    categoriesRequired: 1,
    mayChange: true,
    ownProjectAllowed: false,
    profile: voterProfile,
    facts: ['country', 'stakeholderType'],
    afterWithdrawal: 'reopened',
    afterMove: 'reopened',
    lostChoiceFillsCategory: true,
    graceSeconds: 0,
    reminderHours: [72, 24],
  },
  count: {
    topN: 5,
    minimumVotes: 1,
    tieBreakers: ['more-distinct-countries', 'more-distinct-stakeholder-types', 'include-all-tied'],
    lotSeed: 'none',
    objectionWindowHours: 72,
    publicationOfTotals: 'after-winners',
    publicationOfOpenings: 'auditors',
  },
  evaluation: {
    criteria: criteria2026,
    scale: fivePointScale,
    panelSize: 5,
    quorum: 3,
    tieBreakers: ['higher-median', 'higher-on-heaviest-criterion', 'panel-decides'],
    winnersPerCategory: 1,
    noWinnerAllowed: true,
    specialRecognitionAllowed: true,
    appeal: { allowed: false, windowHours: 0 },
  },
  provenance: {
    categories: published(RULES_2026, 'Non-English names carry their own mark.'),
    'languages.interface': assumed('ITU Resolution 140 (Rev. Bucharest, 2022) asks for the six official languages.'),
    'languages.prevailing': assumed('The published rules are in English.', RULES_2026),
    'languages.gate': assumed('No translation has to be ready before the list is frozen.'),
    'submission.stakeholderTypes': assumed(
      'Open to all stakeholders; the technical community is named by UN texts but was not seen in the form.',
      CALL_2024,
    ),
    'submission.thirdParty': assumed('The call of 2024 allows it; asking for the owner’s consent is ours.', CALL_2024),
    'submission.entityLimit': assumed(
      'One project a category and entity was the rule to 2025; the line is gone in 2026, whether on purpose is unknown.',
      RULES_2026,
    ),
    'submission.sameProjectOnce': published(RULES_2026),
    'submission.pastWinnersEligible': published(RULES_2026),
    'submission.pastChampionsEligible': published(RULES_2026, 'Only winners are excluded; Champions came back.'),
    'submission.languages': published(RULES_2026),
    'submission.fields': published(RULES_2026, 'Each field says by itself what is assumed.'),
    'screening.screenedBy': assumed('An expert group reviews; that the secretariat only administers is ours.'),
    'screening.shortlistSize': published(CALL_2021, 'Twenty a category; 360 nominees again in 2026.'),
    'screening.mayMoveCategory': assumed('Participants of 2019 reported moves; no rule was found.'),
    'vote.categoriesRequired': assumed(
      'All 18 were required to 2020; in 2021 all were encouraged but not required; nothing was found for 2026.',
      GUIDE_2021,
    ),
    'vote.mayChange': assumed('No change was possible in 2019 and 2020; people asked for it.'),
    'vote.ownProjectAllowed': assumed('Rule of 2015; not seen for later years.', PAGE_2015),
    'vote.profile': assumed('Rule of 2015; not seen for later years.', PAGE_2015),
    'vote.facts': assumed('Coarse facts for ties and statistics; nothing about weights was found.'),
    'vote.afterWithdrawal': assumed('No rule was found.'),
    'vote.afterMove': assumed('No rule was found.'),
    'vote.lostChoiceFillsCategory': assumed('A voter should not lose a ballot because a nominee left.'),
    'vote.graceSeconds': assumed('Late votes are not served; no rule was found.'),
    'vote.reminderHours': assumed(
      'Only who agreed is reminded, and only while the ballot is unfinished; no rule was found.',
    ),
    'count.topN': published(RULES_2026),
    'count.minimumVotes': assumed('A Champion needs at least one vote; no rule was found.'),
    'count.tieBreakers': assumed('No rule on ties was found.'),
    'count.lotSeed': assumed('No lot is drawn.'),
    'count.objectionWindowHours': assumed('No rule was found.'),
    'count.publicationOfTotals': assumed('Counts were never seen in public during a vote; later totals are ours.'),
    'count.publicationOfOpenings': assumed('Openings are given to auditors unless a rule book says public.'),
    'evaluation.criteria': assumed('The criteria are published; their weights are not.', RULES_2026),
    'evaluation.scale': assumed('No scoring grid was found.'),
    'evaluation.panelSize': assumed('The size of the expert group is not published.'),
    'evaluation.quorum': assumed('No rule was found.'),
    'evaluation.tieBreakers': assumed('No rule was found.'),
    'evaluation.winnersPerCategory': published('https://www.itu.int/net4/wsis/stocktaking/Prizes/Prizes/'),
    'evaluation.noWinnerAllowed': assumed('In 2014 one category had no winner; no rule was found.'),
    'evaluation.specialRecognitionAllowed': assumed('In 2025 one was given; no rule was found.'),
    'evaluation.appeal': assumed('Decisions were final and without appeal in 2015; not seen later.', PAGE_2015),
  },
};

/** Phases of the demonstration; only the end of the vote in 2026 is known. */
export const demonstration2026Calendar: CalendarTemplate = {
  timeZone: 'Europe/Zurich',
  phases: [
    {
      phase: 'submission',
      startsOnDay: 0,
      lastsDays: 90,
      opensAt: '09:00',
      closesAt: '23:00',
      provenance: assumed('Dates of 2026 were not found; about three months in other years.'),
    },
    {
      phase: 'screening',
      startsOnDay: 91,
      lastsDays: 30,
      opensAt: '09:00',
      closesAt: '23:00',
      provenance: assumed('Dates of 2026 were not found.'),
    },
    {
      phase: 'voting',
      startsOnDay: 123,
      lastsDays: 21,
      opensAt: '09:00',
      closesAt: '23:00',
      provenance: assumed('The end, 23:00 in Geneva, is published; the start is not.', VOTE_CALL_2026),
    },
    {
      phase: 'evaluation',
      startsOnDay: 145,
      lastsDays: 28,
      opensAt: '09:00',
      closesAt: '23:00',
      provenance: assumed('Dates of 2026 were not found.'),
    },
    {
      phase: 'announcement',
      startsOnDay: 209,
      lastsDays: 1,
      opensAt: '10:00',
      closesAt: '23:00',
      provenance: assumed('Read from the address of a press release, about nine weeks after the vote.'),
    },
  ],
};
