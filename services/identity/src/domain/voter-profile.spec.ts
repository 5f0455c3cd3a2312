import { coarseFacts, readProfile, type VoterRules } from './voter-profile.js';

const rules: VoterRules = {
  profile: [
    { id: 'country', type: 'country', required: true },
    { id: 'stakeholderType', type: 'stakeholder-type', required: true },
    { id: 'organisation', type: 'text', required: false },
  ],
  stakeholderTypes: ['government', 'academia'],
  facts: ['country'],
  ownProjectAllowed: true,
};

describe('A voter profile', () => {
  it('is what the rule book asks, without space around it', () => {
    expect(readProfile({ country: ' CH ', stakeholderType: 'academia' }, rules)).toEqual({
      ok: true,
      value: { country: 'CH', stakeholderType: 'academia' },
    });
  });

  it('names each field and the rule it breaks', () => {
    const read = readProfile(
      { country: 'ch', stakeholderType: 'king', organisation: 'x'.repeat(201), shoeSize: '44' },
      rules,
    );
    expect(read).toEqual({
      ok: false,
      error: [
        { field: 'profile.shoeSize', rule: 'unknownField' },
        { field: 'profile.country', rule: 'isCountry' },
        { field: 'profile.stakeholderType', rule: 'isIn', params: { allowed: 'government, academia' } },
        { field: 'profile.organisation', rule: 'maxLength', params: { max: 200, actual: 201 } },
      ],
    });
  });

  it.each([[undefined], [null], [''], ['  ']])('misses a required answer that is %j', (country) => {
    expect(readProfile({ country, stakeholderType: 'academia' }, rules)).toEqual({
      ok: false,
      error: [{ field: 'profile.country', rule: 'required' }],
    });
  });

  it.each([[7], [['CH']], [{ a: 1 }], [true]])('refuses an answer of another type, such as %j', (country) => {
    expect(readProfile({ country, stakeholderType: 'academia' }, rules)).toMatchObject({
      error: [{ field: 'profile.country', rule: 'wrongType' }],
    });
  });

  it('takes nothing from the prototype', () => {
    const sly = { ...rules, profile: [{ id: 'constructor', type: 'text' as const, required: true }] };
    expect(readProfile({}, sly)).toMatchObject({ error: [{ field: 'profile.constructor', rule: 'required' }] });
  });

  it('gives the count only the facts that the rule book counts', () => {
    const profile = { country: 'CH', stakeholderType: 'academia' };
    expect(coarseFacts(profile, rules)).toEqual({ country: 'CH', stakeholderType: '' });
    expect(coarseFacts(profile, { ...rules, facts: [] })).toEqual({ country: '', stakeholderType: '' });
    expect(coarseFacts(profile, { ...rules, facts: ['country', 'stakeholderType'] })).toEqual(profile);
  });
});
