import { demonstration2026 } from '@wsis/rule-book';
import type { ScriptedWeb } from './scripted-contest.js';
import { ME, OTHER } from './scripted-people.js';
import { SUBMISSION_ID, draft } from './scripted-submissions.js';

export const ENTRY_ID = '01900000-0000-7000-8000-0000000000e1';
export const BARRED_ID = '01900000-0000-7000-8000-0000000000e2';
export const SEALED_ID = '01900000-0000-7000-8000-0000000000e3';
export const CRITERIA = demonstration2026.evaluation.criteria.map(({ id }) => id);

/** A score of every criterion. */
export const scoresOf = (score: number) => Object.fromEntries(CRITERIA.map((id) => [id, score]));

/** An entry as evaluation shows it to one of its judges. */
export const assignment = (more: object = {}) => ({
  nomineeId: ENTRY_ID,
  number: 12,
  category: 'C1',
  organisationName: 'ONG <b>',
  country: 'SN',
  submissionId: SUBMISSION_ID,
  texts: {
    fr: { title: 'Villages numériques', shortDescription: 'Un <i>texte</i>.', state: 'original' },
    ar: { title: 'القرى الرقمية', shortDescription: 'نص.', state: 'machine-draft' },
  },
  conflict: null,
  sheet: { scores: scoresOf(3), comment: 'Mine alone', version: 2, sealed: false },
  ...more,
});

/** Answers for the pages of experts and chairs. */
export function scriptJudging({ clients }: ScriptedWeb): void {
  clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({ ruleBook: demonstration2026 }));
  clients.on('evaluation', 'GET /editions/demo-2026/my/assignments', () => [
    assignment(),
    assignment({
      nomineeId: BARRED_ID,
      number: 13,
      submissionId: null,
      texts: null,
      conflict: 'declared',
      sheet: null,
    }),
    assignment({ nomineeId: SEALED_ID, number: 14, sheet: { ...assignment().sheet, sealed: true } }),
  ]);
  clients.on('nominations', `GET /submissions/${SUBMISSION_ID}`, () =>
    draft({ state: 'nominated', relation: undefined, savedBy: undefined, history: undefined }),
  );
  scriptPanels({ clients });
}

/** Answers for the pages of the panels. */
export function scriptPanels({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  clients.on('evaluation', 'GET /editions/demo-2026/panels', () => [
    {
      category: 'C1',
      chair: ME,
      members: [ME, OTHER],
      entries: 5,
      sealedSheets: 7,
      conflicts: 1,
      proposed: false,
      decided: false,
    },
    { category: 'C2', chair: OTHER, members: [OTHER], entries: 5, sealedSheets: 0, conflicts: 0, decided: true },
    { category: 'C3', chair: OTHER, members: [OTHER], entries: 5, sealedSheets: 5, conflicts: 0, proposed: true },
  ]);
  clients.on('evaluation', 'GET /editions/demo-2026/panels/C1/ranking', () => rankingOf());
}

/** What the sealed sheets of C1 say, as evaluation reveals it. */
export const rankingOf = (proposal: object | null = null) => ({
  category: 'C1',
  places: [
    { nomineeId: ENTRY_ID, number: 12, rank: 1, sheets: 3, mean: '17/4', median: '4', severityAdjusted: '4' },
    { nomineeId: SEALED_ID, number: 14, rank: 2, sheets: 3, mean: '3', median: '3', severityAdjusted: '3' },
  ],
  leaders: [ENTRY_ID],
  sure: true,
  entries: [assignment(), assignment({ nomineeId: SEALED_ID, number: 14 })],
  proposal,
});

const sheet = `/desk/judging/demo-2026/sheets/${ENTRY_ID}`;

/** Every page of an expert, without the language. */
export const EXPERT_PATHS = [
  '/desk/judging',
  sheet,
  `${sheet}/entry`,
  `${sheet}/sealing`,
  `${sheet}/conflict`,
  `/desk/judging/demo-2026/sheets/${BARRED_ID}`,
  `/desk/judging/demo-2026/sheets/${SEALED_ID}`,
] as const;
