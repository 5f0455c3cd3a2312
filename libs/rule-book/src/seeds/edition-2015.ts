import type { CalendarTemplate } from '../calendar-template.js';
import type { Provenance, RuleBook } from '../rule-book.js';
import { categories } from './categories.js';
import { formFields2015 } from './form-fields.js';
import { criteria2015, fivePointScale } from './scoring.js';
import { voterProfile } from './voter-profile.js';

const PAGE_2015 = 'https://github.com/anjesh/wsis-projects-2015/blob/master/scrapper/wsis-nominated-projects.html';

const published = (note?: string): Provenance => ({
  status: 'published',
  source: PAGE_2015,
  ...(note === undefined ? {} : { note }),
});
const assumed = (note: string): Provenance => ({ status: 'assumption', note });

/** The contest of 2015 by its own rules, as its official page printed them. */
export const edition2015: RuleBook = {
  schemaVersion: 1,
  name: 'WSIS Project Prizes 2015',
  year: 2015,
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
      'other',
    ],
    thirdParty: 'refused',
    entityLimit: { perCategory: null, perEdition: null },
    sameProjectOnce: true,
    pastWinnersEligible: false,
    pastChampionsEligible: true,
    languages: ['en'],
    fields: formFields2015,
  },
  screening: { screenedBy: 'screeners', shortlistSize: null, mayMoveCategory: true },
  vote: {
    categoriesRequired: 18,
    mayChange: false,
    ownProjectAllowed: false,
    profile: voterProfile,
    facts: ['country', 'stakeholderType'],
    afterWithdrawal: 'reopened',
    afterMove: 'reopened',
    lostChoiceFillsCategory: true,
    graceSeconds: 0,
    reminderHours: [],
  },
  count: {
    topN: 3,
    minimumVotes: 1,
    tieBreakers: ['more-distinct-countries', 'more-distinct-stakeholder-types', 'include-all-tied'],
    lotSeed: 'none',
    objectionWindowHours: 72,
    publicationOfTotals: 'after-winners',
    publicationOfOpenings: 'auditors',
  },
  evaluation: {
    criteria: criteria2015,
    scale: fivePointScale,
    panelSize: 5,
    quorum: 3,
    tieBreakers: ['more-votes', 'higher-median', 'panel-decides'],
    winnersPerCategory: 1,
    noWinnerAllowed: true,
    specialRecognitionAllowed: false,
    appeal: { allowed: false, windowHours: 0 },
  },
  provenance: {
    categories: published('Non-English names carry their own mark.'),
    'languages.interface': published('The letter of invitation was sent in the six languages.'),
    'languages.prevailing': published(),
    'languages.gate': assumed('No translation was required.'),
    'submission.stakeholderTypes': assumed('Open to all stakeholders; the groups are those of the form of 2023.'),
    'submission.thirdParty': assumed('Nominations by others are only known from 2024.'),
    'submission.entityLimit': assumed(
      'The rule was one project a category and entity, but the published list holds several; it is waived to replay that list.',
    ),
    'submission.sameProjectOnce': published(),
    'submission.pastWinnersEligible': published(),
    'submission.pastChampionsEligible': assumed('There were no Champions before 2016.'),
    'submission.languages': published(),
    'submission.fields': published('Each field says by itself what is assumed.'),
    'screening.screenedBy': assumed('An expert group reviewed; that the secretariat only administers is ours.'),
    'screening.shortlistSize': published('No fixed size: 4 to 46 nominees a category.'),
    'screening.mayMoveCategory': assumed('No rule was found.'),
    'vote.categoriesRequired': published(),
    'vote.mayChange': assumed('No change was possible in 2019 and 2020; not stated in 2015.'),
    'vote.ownProjectAllowed': published(),
    'vote.profile': published('The e-mail address belongs to the account.'),
    'vote.facts': assumed('All votes weigh the same; the facts only tell ties apart.'),
    'vote.afterWithdrawal': assumed('No rule was found.'),
    'vote.afterMove': assumed('No rule was found.'),
    'vote.lostChoiceFillsCategory': assumed('A voter should not lose a ballot because a nominee left.'),
    'vote.graceSeconds': assumed('No rule was found.'),
    'vote.reminderHours': assumed('No rule was found.'),
    'count.topN': published(),
    'count.minimumVotes': assumed('No rule was found.'),
    'count.tieBreakers': assumed('No rule was found.'),
    'count.lotSeed': assumed('No lot is drawn.'),
    'count.objectionWindowHours': assumed('No rule was found.'),
    'count.publicationOfTotals': assumed('No rule was found.'),
    'count.publicationOfOpenings': assumed('Openings are given to auditors unless a rule book says public.'),
    'evaluation.criteria': assumed('The criteria are published; equal weights are ours.'),
    'evaluation.scale': assumed('No scoring grid was found.'),
    'evaluation.panelSize': assumed('The size of the expert group is not published.'),
    'evaluation.quorum': assumed('No rule was found.'),
    'evaluation.tieBreakers': assumed('The rules speak of the most voted, so votes come first; the rest is ours.'),
    'evaluation.winnersPerCategory': published(),
    'evaluation.noWinnerAllowed': assumed('In 2014 one category had no winner; no rule was found.'),
    'evaluation.specialRecognitionAllowed': assumed('None is known for 2015.'),
    'evaluation.appeal': published('Decisions of the expert group were final.'),
  },
};

/** Phases of 2015, counted from 15 December 2014. */
export const edition2015Calendar: CalendarTemplate = {
  timeZone: 'Europe/Zurich',
  phases: [
    {
      phase: 'submission',
      startsOnDay: 0,
      lastsDays: 72,
      opensAt: '00:00',
      closesAt: '23:00',
      provenance: published('Extended from 10 to 25 February 2015.'),
    },
    {
      phase: 'screening',
      startsOnDay: 73,
      lastsDays: 14,
      opensAt: '00:00',
      closesAt: '23:00',
      provenance: published(
        'Printed as 25 February to 13 March; moved inside its neighbours so that phases do not overlap.',
      ),
    },
    {
      phase: 'voting',
      startsOnDay: 88,
      lastsDays: 49,
      opensAt: '00:00',
      closesAt: '23:00',
      provenance: published(),
    },
    {
      phase: 'evaluation',
      startsOnDay: 138,
      lastsDays: 3,
      opensAt: '00:00',
      closesAt: '23:00',
      provenance: published(),
    },
    {
      phase: 'announcement',
      startsOnDay: 162,
      lastsDays: 1,
      opensAt: '00:00',
      closesAt: '23:00',
      provenance: published(),
    },
  ],
};
