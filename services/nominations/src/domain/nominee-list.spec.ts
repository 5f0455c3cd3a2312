import { createHash } from 'node:crypto';
import { demonstration2026 } from '@wsis/rule-book';
import type { Edition } from './edition.js';
import { candidatesHash, decideFreeze, nomineeListHash, numberCandidates, type Candidate } from './nominee-list.js';

const edition: Edition = {
  id: 'demo',
  ruleBook: demonstration2026,
  rulesVersion: 1,
  rulesHash: 'a'.repeat(64),
  phases: {},
  listVersion: 0,
  loweredGates: [],
};
const candidate = (submissionId: string, category: string): Candidate => ({
  submissionId,
  category,
  texts: { en: 'original' },
});

describe('numbering the nominees', () => {
  const candidates = [candidate('s4', 'C11'), candidate('s1', 'C7-egov'), candidate('s2', 'C2'), candidate('s3', 'C2')];

  it('goes by the categories of the rule book, without a gap, whatever order they came in', () => {
    const numbered = numberCandidates(edition, candidates);
    expect(numbered.map(({ number, category }) => [number, category])).toEqual([
      [1, 'C2'],
      [2, 'C2'],
      [3, 'C7-egov'],
      [4, 'C11'],
    ]);
    expect(numberCandidates(edition, [...candidates].reverse())).toEqual(numbered);
  });

  it('draws lots within a category that anybody can repeat from the adopted rules', () => {
    const many = Array.from({ length: 20 }, (_, index) => candidate(`s${index}`, 'C1'));
    const lot = ({ submissionId }: Candidate) =>
      createHash('sha256').update(`${edition.rulesHash}\n${submissionId}`).digest('hex');
    const expected = [...many].sort((one, other) => (lot(one) < lot(other) ? -1 : 1)).map((one) => one.submissionId);
    expect(numberCandidates(edition, many).map((one) => one.submissionId)).toEqual(expected);
    const otherRules = { ...edition, rulesHash: 'b'.repeat(64) };
    expect(numberCandidates(otherRules, many).map((one) => one.submissionId)).not.toEqual(expected);
  });
});

describe('the hash of a list', () => {
  it('is over its lines by number, so that a reader can compute it', () => {
    const lines = '1\tn1\tC1\n2\tn2\tC7-egov\n';
    const nominees = [
      { number: 2, id: 'n2', category: 'C7-egov' },
      { number: 1, id: 'n1', category: 'C1' },
    ];
    expect(nomineeListHash(nominees)).toBe(createHash('sha256').update(lines).digest('hex'));
    // Golden: this value stands in events for ever.
    expect(nomineeListHash(nominees)).toBe('1dc9669418c521036f608283950e61195f2d486be2e774fa3c841e1534542f8c');
  });

  it('changes with any place, nominee or category', () => {
    const hash = (category: string, submissionId: string) =>
      candidatesHash(numberCandidates(edition, [candidate(submissionId, category)]));
    expect(new Set([hash('C1', 's1'), hash('C2', 's1'), hash('C1', 's2')]).size).toBe(3);
  });
});

describe('a freeze', () => {
  const numbered = numberCandidates(edition, [candidate('s1', 'C1')]);

  it('waits for every decision', () => {
    expect(decideFreeze(edition, numbered, 3)).toMatchObject({
      error: { code: 'NOMINATIONS.LIST_INCOMPLETE', problems: [{ field: 'submissions', params: { actual: 3 } }] },
    });
    expect(decideFreeze(edition, numbered, 0)).toEqual({ ok: true, value: undefined });
  });

  it('needs a nominee', () => {
    expect(decideFreeze(edition, [], 0)).toMatchObject({
      error: { problems: [{ field: 'categories', rule: 'minimum' }] },
    });
  });

  it('waits for the translations that the rules ask for', () => {
    const ruleBook = {
      ...demonstration2026,
      languages: {
        ...demonstration2026.languages,
        interface: ['en', 'fr'] as const,
        gate: { categoryNames: 'any' as const, nomineeTexts: 'checked' as const },
      },
    };
    const gated = { ...edition, ruleBook };
    expect(decideFreeze(gated, numbered, 0)).toMatchObject({
      error: { problems: [{ field: 'nominees.1.texts.fr', rule: 'required' }] },
    });
    const lowered = { ...gated, loweredGates: [{ categories: [], languages: ['fr'], level: 'original' }] } as const;
    expect(decideFreeze(lowered, numbered, 0)).toMatchObject({ ok: true });
    const translated = numbered.map((one) => ({ ...one, texts: { ...one.texts, fr: 'checked' as const } }));
    expect(decideFreeze(gated, translated, 0)).toMatchObject({ ok: true });
  });

  it('happens once', () => {
    expect(decideFreeze({ ...edition, listVersion: 1 }, numbered, 0)).toMatchObject({
      error: { code: 'NOMINATIONS.LIST_FROZEN' },
    });
  });
});
