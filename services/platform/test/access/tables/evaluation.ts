import * as who from '../cast.js';
import { BAD_INPUT } from '../every-service.js';
import { MADE_FROM_AN_OLD_VERSION, JUDGES } from '../people.js';
import { fresh, only, roles, type Rules } from '../rule.js';

const ALL_MEMBERS = [...JUDGES.filter((name) => name !== who.FREE_EXPERT), who.JUDGING_SECRETARIAT];

export const EVALUATION: Rules = [
  {
    route: 'GET /editions/:edition/my/assignments',
    door: roles('expert', 'panel-chair'),
    gets: only([who.FREE_EXPERT], 'something', 'nothing'),
  },
  {
    // Only who sits on its panel writes a sheet for an entry, not with a conflict, and never in a sealed one.
    route: 'PUT /editions/:edition/sheets/:nominee',
    door: roles('expert', 'panel-chair'),
    asks: () => ({ ...MADE_FROM_AN_OLD_VERSION, body: { scores: {} } }),
    gets: {
      [who.EXPERT]: 'EVALUATION.STALE_SHEET',
      [who.JUDGING_SECRETARIAT]: 'EVALUATION.STALE_SHEET',
      [who.CONFLICTED_EXPERT]: 'EVALUATION.CONFLICTED',
      [who.CHAIR]: 'EVALUATION.SHEET_SEALED',
      'panel-chair with an old second factor': 'EVALUATION.SHEET_SEALED',
      '*': 'EVALUATION.NOT_ASSIGNED',
    },
  },
  {
    route: 'PUT /editions/:edition/sheets/:nominee',
    of: 'an entry, after its phase',
    door: roles('expert', 'panel-chair'),
    at: ['announced'],
    asks: () => ({ ...MADE_FROM_AN_OLD_VERSION, body: { scores: {} } }),
    gets: only(
      ALL_MEMBERS.filter((name) => ![who.OTHER_CHAIR, who.OTHER_EXPERT].includes(name)),
      'EVALUATION.NOT_ASSIGNED',
      'EVALUATION.NOT_OPEN',
    ),
  },
  {
    route: 'POST /editions/:edition/sheets/:nominee/seal',
    door: roles('expert', 'panel-chair'),
    asks: () => MADE_FROM_AN_OLD_VERSION,
    gets: {
      [who.EXPERT]: 'EVALUATION.SHEET_UNKNOWN',
      [who.JUDGING_SECRETARIAT]: 'EVALUATION.SHEET_UNKNOWN',
      [who.CONFLICTED_EXPERT]: 'EVALUATION.CONFLICTED',
      [who.CHAIR]: 'EVALUATION.SHEET_SEALED',
      'panel-chair with an old second factor': 'EVALUATION.SHEET_SEALED',
      '*': 'EVALUATION.NOT_ASSIGNED',
    },
  },
  { route: 'POST /editions/:edition/conflicts', door: roles('expert', 'panel-chair'), gets: BAD_INPUT },
  {
    route: 'GET /editions/:edition/panels',
    door: roles('secretariat', 'panel-chair', 'auditor'),
    at: ['judging', 'judged'],
    gets: 'something',
  },
  {
    // While there are too few sheets nobody is told more than that, and a chair only of the own panel.
    route: 'GET /editions/:edition/panels/:category/ranking',
    of: 'a panel at work',
    door: roles('secretariat', 'panel-chair'),
    gets: {
      [who.OTHER_CHAIR]: 'EVALUATION.NOT_ASSIGNED',
      [who.JUDGING_SECRETARIAT]: 'EVALUATION.OWN_SHEETS_FIRST',
      '*': 'EVALUATION.QUORUM_MISSING',
    },
  },
  {
    route: 'GET /editions/:edition/panels/:category/ranking',
    of: 'a panel that has sealed',
    door: roles('secretariat', 'panel-chair'),
    at: ['judged'],
    gets: only([who.OTHER_CHAIR], 'ok', 'EVALUATION.NOT_ASSIGNED'),
  },
  { route: 'POST /editions/:edition/panels', door: fresh('secretariat'), gets: BAD_INPUT },
  {
    route: 'POST /editions/:edition/decisions',
    of: 'a panel at work',
    door: fresh('secretariat', 'panel-chair'),
    asks: ({ category }) => ({ body: { decisions: [{ category, outcome: 'no-winner' }] } }),
    gets: {
      [who.OTHER_CHAIR]: 'EVALUATION.NOT_ASSIGNED',
      [who.JUDGING_SECRETARIAT]: 'EVALUATION.OWN_SHEETS_FIRST',
      '*': 'EVALUATION.QUORUM_MISSING',
    },
  },
  {
    route: 'GET /editions/:edition/decisions',
    door: roles('secretariat', 'auditor', 'panel-chair'),
    at: ['judging', 'judged'],
    gets: 'nothing',
  },
  {
    route: 'GET /editions/:edition/decisions',
    of: 'certified ones',
    door: roles('secretariat', 'auditor', 'panel-chair'),
    at: ['decided'],
    gets: 'something',
  },
];
