import { SECRETARIAT, STRANGER, SUBMITTER, VOTER } from '../../access/cast.js';
import { at, inForm, TURNED, whole, WITH_CONTROL, type BadInput } from '../row.js';

const nobody = { who: 'nobody', at: 'submission' } as const;
const voting = { at: 'voting' } as const;
const registration = {
  userName: 'Maha',
  organisationName: 'Association',
  stakeholderType: 'academia',
  country: 'EG',
  consent: 'yes',
};

/** What goes wrong for who comes in, votes, or tells us something. */
export const ANYBODY: readonly BadInput[] = [
  ...inForm({ ...nobody, page: () => '/sign-in' }, [
    ['no address', { email: '' }, at('email', 'address.required')],
    ['an address without a host', { email: 'maha@' }, at('email', 'address.domain')],
    ['an address without its sign', { email: 'maha.example.org' }, at('email', 'address.oneAt')],
    ['dots side by side', { email: 'm..a@exemple.org' }, at('email', 'address.dots')],
    ['quotation marks', { email: '"maha"@exemple.org' }, at('email', 'address.quoted')],
    ['letters that are not taken', { email: 'maha<x>@exemple.org' }, at('email', 'address.characters')],
    ['an address of 321 letters', { email: `${'x'.repeat(309)}@exemple.org` }, at('email', 'maxLength', { max: 320 })],
  ]),
  ...inForm({ ...nobody, page: () => '/sign-in/code' }, [
    ['no code', { email: 'maha@exemple.org', code: '' }, at('code', 'required')],
    ['no address', { email: '', code: 'ABCD-EFGH' }, at('email', 'required')],
    ['a code that was never sent', { email: 'maha@exemple.org', code: 'ABCD-EFGH' }, whole('IDENTITY.CODE_WRONG', 401)],
    ['a picture for a code', { email: 'maha@exemple.org', code: '🙂‮' }, whole('IDENTITY.CODE_WRONG', 401)],
    ['a code without end', { email: 'maha@exemple.org', code: 'A'.repeat(65) }, at('code', 'maxLength', { max: 64 })],
  ]),
  ...inForm({ who: SECRETARIAT, at: 'submission', page: () => '/sign-in/second-factor' }, [
    ['no code', { code: '' }, at('code', 'required')],
    ['half a code', { code: '123' }, at('code', 'minLength', { min: 6 })],
    ['words', { code: 'bonjour' }, whole('IDENTITY.SECOND_FACTOR_WRONG', 403)],
  ]),
  ...inForm({ who: SUBMITTER, at: 'submission', page: () => '/my-data/name' }, [
    ['no name', { displayName: ' ' }, at('displayName', 'required')],
    ['a name without end', { displayName: 'x'.repeat(121) }, at('displayName', 'maxLength', { max: 120 })],
    ['a name that reads backwards', { displayName: TURNED }, at('displayName', 'cleanText')],
  ]),
  ...inForm({ who: SUBMITTER, at: 'submission', page: () => '/my-data/erasure' }, [
    ['no tick', {}, at('sure', 'required')],
  ]),
  ...inForm({ ...voting, who: STRANGER, page: ({ edition }) => `/editions/${edition}/ballot/registration` }, [
    ['nothing at all', {}, [at('userName', 'required'), at('country', 'required'), at('consent', 'required')]],
    ['no consent', { ...registration, consent: '' }, at('consent', 'required')],
    ['a name without end', { ...registration, userName: 'x'.repeat(5_000) }, at('userName', 'maxLength', { max: 200 })],
    ['a name that reads backwards', { ...registration, userName: TURNED }, at('userName', 'cleanText')],
    [
      'a name with a bell in it',
      { ...registration, organisationName: WITH_CONTROL },
      at('organisationName', 'cleanText'),
    ],
    ['a country that there is not', { ...registration, country: 'XX' }, at('country', 'isCountry')],
    ['a kind that there is not', { ...registration, stakeholderType: 'dragon' }, at('stakeholderType', 'isIn')],
  ]),
  ...inForm(
    { ...voting, who: VOTER, page: ({ edition, category }) => `/editions/${edition}/ballot/categories/${category}` },
    [
      ['nobody', {}, whole('VOTING.EMPTY_BALLOT', 422)],
      ['a nominee that there is not', { C1: '999999' }, at('C1', 'unknownNominee')],
      ['words for a nominee', { C1: 'dragon' }, at('C1', 'unknownNominee')],
      ['a nominee of another category', { C1: '4' }, at('C1', 'otherCategory')],
    ],
  ),
  ...inForm({ ...voting, who: 'nobody', page: ({ nominee }) => `/nominees/${nominee}/report` }, [
    ['nothing at all', {}, [at('reason', 'required'), at('words', 'required')]],
    ['a reason that there is not', { reason: 'dragon', words: 'Une copie' }, at('reason', 'isIn')],
    [
      'words without end',
      { reason: 'vote-buying', words: 'x'.repeat(2_001) },
      at('words', 'maxLength', { max: 2_000 }),
    ],
  ]),
];
