import { SECRETARIAT, SCREENER } from '../../access/cast.js';
import { at, inForm, WHATEVER, whole, type BadInput, type Place } from '../row.js';

const here = { who: SECRETARIAT, at: 'submission' } as const;
/** Of the edition that has only begun: its rules and dates are still to be made. */
const beginning = { who: 'secretariat of another edition', at: 'submission' } as const;
const NEXT = '/desk/editions/other-2026';
const rules = (part: string): Place => ({ ...beginning, page: () => `${NEXT}/rules/${part}`, sentTo: `/${part}` });
const edition = { name: 'Prix', year: '2031', id: 'prix-2031', timeZone: 'Europe/Zurich' };
const reason = 'Le moment est venu';
const vote = { 'voting.opensAt': '2099-03-10T09:00', 'voting.closesAt': '2099-03-25T18:00' };

/** What goes wrong while an edition is prepared. */
export const PREPARING: readonly BadInput[] = [
  ...inForm({ ...here, page: () => '/desk/editions/new' }, [
    [
      'nothing at all',
      { name: '', year: '', id: '', timeZone: '' },
      [at('name', 'required'), at('year', 'required'), at('id', 'required'), at('timeZone', 'required')],
    ],
    ['a name for addresses that is none', { ...edition, id: 'Édition 1' }, at('id', 'pattern')],
    ['a name for addresses that is too short', { ...edition, id: 'a' }, at('id', 'minLength', { min: 3 })],
    ['a year in words', { ...edition, year: 'deux mille' }, at('year', 'wholeNumber')],
    ['a year before there were prizes', { ...edition, year: '1999' }, at('year', 'minimum', { min: 2_000 })],
    ['a year far away', { ...edition, year: '2201' }, at('year', 'maximum', { max: 2_200 })],
    ['a name that is too long', { ...edition, name: 'x'.repeat(201) }, at('name', 'maxLength', { max: 200 })],
    ['a place without a clock', { ...edition, timeZone: 'Mars/Base' }, at('timeZone', 'timeZone')],
    ['a name that is taken', { ...edition, id: 'other-2026' }, whole('COMPETITION.EDITION_EXISTS', 409)],
    ['a copy of nothing', { ...edition, copyFrom: 'jamais' }, whole('COMPETITION.EDITION_UNKNOWN', 404)],
  ]),
  ...inForm(rules('vote'), [
    [
      'more categories than there are',
      { 'vote.categoriesRequired': '99' },
      at('vote.categoriesRequired', 'maximum', { max: 18 }),
    ],
    ['categories in words', { 'vote.categoriesRequired': 'trois' }, at('vote.categoriesRequired', 'wholeNumber')],
  ]),
  ...inForm(rules('evaluation'), [
    ['a negative quorum', { 'evaluation.quorum': '-1' }, at('evaluation.quorum', 'minimum', { min: 1 })],
  ]),
  ...inForm(rules('vote/json'), [
    ['half a bracket', { vote: '{"categoriesRequired":' }, at('vote', 'json')],
    ['a list', { vote: '[]' }, at('vote', 'wrongType')],
  ]),
  ...inForm({ ...here, page: ({ edition: id }) => `/desk/editions/${id}/calendar/dates`, isGrouped: true }, [
    [
      'a vote that ends before it starts',
      { ...vote, 'voting.closesAt': '2099-03-09T18:00', reason },
      at('voting.closesAt', 'mustBeAfter', { otherField: 'voting.opensAt' }),
    ],
    ['a vote without an end', { ...vote, 'voting.closesAt': '', reason }, at('voting.closesAt', 'required')],
    ['a vote without a beginning', { ...vote, 'voting.opensAt': '', reason }, at('voting.opensAt', 'required')],
    [
      'a vote that is over',
      { 'voting.opensAt': '2020-03-10T09:00', 'voting.closesAt': '2020-03-25T18:00', reason },
      at('voting.closesAt', 'mustBeFuture'),
    ],
    [
      'experts before the vote',
      { ...vote, 'evaluation.opensAt': '2099-01-10T09:00', 'evaluation.closesAt': '2099-01-25T18:00', reason },
      at('evaluation.opensAt', 'mustBeAfter', { otherField: 'voting.opensAt' }),
    ],
    [
      'a day that there is not',
      { ...vote, 'voting.opensAt': '2099-02-31T09:00', reason },
      at('voting.opensAt', 'dayAndTime'),
    ],
    ['a date in words', { ...vote, 'voting.opensAt': 'demain', reason }, at('voting.opensAt', 'dayAndTime')],
    ['no reason', { ...vote, reason: '' }, at('reason', 'required')],
    ['hardly a reason', { ...vote, reason: 'ok' }, at('reason', 'minLength', { min: 3 })],
    ['a reason without end', { ...vote, reason: 'x'.repeat(1_001) }, at('reason', 'maxLength', { max: 1_000 })],
    ['no change', { reason }, whole('WEB.NOTHING_CHANGED', 422)],
  ]),
  ...inForm({ ...here, page: ({ edition: id }) => `/desk/editions/${id}/calendar/submission/extension` }, [
    ['no reason', { closesAt: '2099-01-01T10:00', reason: '' }, at('reason', 'required')],
    ['no date', { closesAt: '', reason }, at('closesAt', 'required')],
    [
      'a date that is over',
      { closesAt: '2020-01-01T10:00', reason },
      at('closesAt', 'mustBeAfter', { other: WHATEVER }),
    ],
    ['a date in words', { closesAt: 'demain', reason }, at('closesAt', 'dayAndTime')],
  ]),
  ...inForm({ ...here, page: ({ edition: id }) => `/desk/editions/${id}/calendar/submission/closing` }, [
    ['no reason', { reason: '' }, at('reason', 'required')],
  ]),
];

const people = { emails: 'farida@exemple.org', role: 'screener', edition: 'access-2026' };

/** What goes wrong with people. */
export const PEOPLE: readonly BadInput[] = [
  ...inForm({ ...here, page: () => '/desk/people/invitations' }, [
    ['nobody', { ...people, emails: '' }, at('emails', 'required')],
    [
      'one address without its sign',
      { ...people, emails: 'farida@exemple.org\nsans-arobase' },
      at('emails', 'address.oneAt', {}, '2: sans-arobase'),
    ],
    ['no role', { ...people, role: '' }, at('role', 'required')],
    ['a role that there is not', { ...people, role: 'dragon' }, at('role', 'isIn')],
    [
      'a category where the role has none',
      { ...people, role: 'translator', category: 'C1' },
      at('category', 'notForRole'),
    ],
    ['a category that cannot be', { ...people, category: 'C 1!' }, at('category', 'isIn')],
    [
      'more than are taken at once',
      { ...people, emails: Array.from({ length: 201 }, (_, index) => `p${index}@exemple.org`).join('\n') },
      at('emails', 'arrayMaxSize', { max: 200 }),
    ],
  ]),
  ...inForm({ ...here, page: ({ accounts }) => `/desk/people/${accounts[SCREENER]}/second-factor` }, [
    ['no reason', { reason: '' }, at('reason', 'required')],
    ['hardly a reason', { reason: 'perdu' }, at('reason', 'minLength', { min: 10 })],
  ]),
  ...inForm(
    {
      ...here,
      page: ({ organisation, otherOrganisation }) =>
        `/desk/people/organisations/${organisation}/merging/${otherOrganisation}`,
    },
    [
      ['no reason', { reason: '' }, at('reason', 'required')],
      ['a reason without end', { reason: 'x'.repeat(1_001) }, at('reason', 'maxLength', { max: 500 })],
    ],
  ),
  ...inForm({ ...here, page: () => '/desk/support', sentTo: '/support' }, [
    [
      'nothing at all',
      { edition: '', email: '', reason: '' },
      [at('edition', 'required'), at('email', 'required'), at('reason', 'required')],
    ],
    ['no reason', { email: 'maha@exemple.org', reason: ' ' }, at('reason', 'required')],
    ['no address', { email: 'maha', reason }, at('email', 'address.oneAt')],
    [
      'a reason without end',
      { email: 'maha@exemple.org', reason: 'x'.repeat(301) },
      at('reason', 'maxLength', { max: 300 }),
    ],
  ]),
  ...inForm({ ...here, page: () => '/desk/watch/switches/nominations/lists' }, [
    ['no reason', { reason: '' }, at('reason', 'required')],
    ['hardly a reason', { reason: 'ok' }, at('reason', 'minLength', { min: 3 })],
  ]),
];

const ballots = { ledgerNumbers: '1, 2', rule: 'Article 7', evidence: 'Deux adresses' };

/** What goes wrong with what needs two. */
export const DECIDING: readonly BadInput[] = [
  ...inForm({ ...here, at: 'voting', page: ({ pending }) => `/desk/approvals/voting/${pending}/refusal` }, [
    ['no reason', { reason: '' }, at('reason', 'required')],
    ['a reason without end', { reason: 'x'.repeat(1_001) }, at('reason', 'maxLength', { max: 1_000 })],
  ]),
  ...inForm({ ...here, at: 'voting', page: ({ pending }) => `/desk/approvals/voting/${pending}/approval` }, [
    ['one person alone', {}, whole('APPROVAL.SAME_PERSON', 403)],
  ]),
  ...inForm({ ...here, at: 'voting', page: ({ edition: id }) => `/desk/editions/${id}/outcome/ballots/reviews` }, [
    [
      'nothing at all',
      { ledgerNumbers: '', rule: '', evidence: '' },
      [at('ledgerNumbers', 'required'), at('rule', 'required'), at('evidence', 'required')],
    ],
    ['numbers in words', { ...ballots, ledgerNumbers: '1, deux' }, at('ledgerNumbers', 'numbers')],
    ['a rule without end', { ...ballots, rule: 'x'.repeat(501) }, at('rule', 'maxLength', { max: 500 })],
    [
      'a number that is not in the ledger',
      { ...ballots, ledgerNumbers: '999999' },
      whole('VOTING.LEDGER_NUMBER_UNKNOWN', 422),
    ],
  ]),
  ...inForm({ ...here, at: 'voting', page: ({ edition: id }) => `/desk/editions/${id}/watch/saving` }, [
    ['no reason', { reason: '' }, at('reason', 'required')],
  ]),
  ...inForm(
    {
      ...here,
      at: 'voting',
      page: ({ edition: id, nominee }) => `/desk/editions/${id}/nominees/${nominee}/withdrawal`,
    },
    [
      ['no reason', { reason: '' }, at('reason', 'required')],
      ['hardly a reason', { reason: 'ok' }, at('reason', 'minLength', { min: 3 })],
    ],
  ),
  ...inForm({ ...here, at: 'judging', page: ({ edition: id }) => `/desk/audit/editions/${id}/exports/new` }, [
    ['no reason', { reason: '' }, at('reason', 'required')],
  ]),
  ...inForm({ ...here, at: 'frozen', page: ({ edition: id }) => `/desk/editions/${id}/outcome/releases/nominees` }, [
    ['a date in words', { publishAt: 'demain' }, at('publishAt', 'dayAndTime')],
    ['no date', { publishAt: '' }, at('publishAt', 'required')],
  ]),
  ...inForm({ ...here, at: 'judging', page: ({ edition: id, category }) => `/desk/panels/${id}/${category}/members` }, [
    ['nobody', { members: [], chair: '' }, [at('members', 'required'), at('chair', 'required')]],
    ['rubbish', { members: ['moi'], chair: 'toi' }, [at('members', 'isUuid'), at('chair', 'isUuid')]],
  ]),
];
