import { administers, effectiveGrants, needsTwoPersons, ROLES } from './role.js';

describe('Roles', () => {
  it('are given by two persons exactly when they oversee the others', () => {
    expect(ROLES.filter(needsTwoPersons)).toEqual(['secretariat', 'auditor']);
  });

  it('make everybody a nominator and a voter', () => {
    expect(effectiveGrants([])).toEqual([
      { role: 'nominator', editionId: '*', category: '' },
      { role: 'voter', editionId: '*', category: '' },
    ]);
  });

  it('let the secretariat of one edition administer that one only', () => {
    const ofOne = [{ role: 'secretariat' as const, editionId: 'e-1', category: '' }];
    expect(administers(ofOne, 'e-1')).toBe(true);
    expect(administers(ofOne, 'e-2')).toBe(false);
    expect(administers(ofOne, '*')).toBe(false);
    expect(administers([{ role: 'secretariat', editionId: '*', category: '' }], 'e-2')).toBe(true);
    expect(administers([{ role: 'auditor', editionId: '*', category: '' }], 'e-2')).toBe(false);
  });
});
