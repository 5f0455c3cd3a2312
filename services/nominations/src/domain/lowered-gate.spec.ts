import { demonstration2026 } from '@wsis/rule-book';
import type { Edition } from './edition.js';
import { decideLowering } from './lowered-gate.js';

const { languages } = demonstration2026;
const gate = { ...languages.gate, nomineeTexts: 'checked' as const };
const edition: Edition = {
  id: 'demo',
  ruleBook: { ...demonstration2026, languages: { ...languages, interface: ['en', 'fr', 'ar'], gate } },
  rulesVersion: 1,
  rulesHash: 'a'.repeat(64),
  phases: {},
  listVersion: 0,
  loweredGates: [],
};
const wanted = { categories: ['C1'], languages: ['fr'], level: 'machine-draft' } as const;

describe('Lowering the language gate', () => {
  it('asks for less than the rules do', () => {
    expect(decideLowering(edition, wanted)).toMatchObject({ ok: true });
    expect(decideLowering(edition, { ...wanted, categories: [], level: 'original' })).toMatchObject({ ok: true });
  });

  it.each([
    ['asks for as much', { ...wanted, level: 'checked' } as const, edition],
    ['names no language of the rules', { ...wanted, languages: ['es'] } as const, edition],
    ['was done before', wanted, { ...edition, loweredGates: [{ ...wanted, categories: [] }] }],
  ])('is refused where it %s', (_, lowered, before) => {
    expect(decideLowering(before, lowered)).toMatchObject({ error: { code: 'NOMINATIONS.GATE_NOT_LOWERED' } });
  });

  it('is refused for a category that the rules have not, and once the list is frozen', () => {
    expect(decideLowering(edition, { ...wanted, categories: ['C99'] })).toMatchObject({
      error: { code: 'NOMINATIONS.CATEGORY_UNKNOWN', category: 'C99' },
    });
    expect(decideLowering({ ...edition, listVersion: 1 }, wanted)).toMatchObject({
      error: { code: 'NOMINATIONS.LIST_FROZEN' },
    });
  });
});
