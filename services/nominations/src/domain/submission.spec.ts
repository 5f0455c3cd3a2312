import { demonstration2026 } from '@wsis/rule-book';
import {
  checkDraft,
  checkTranslation,
  factsOf,
  splitValues,
  visibleValues,
  type SubmissionContent,
} from './submission.js';

const content = (values: Record<string, unknown>, change: Partial<SubmissionContent> = {}): SubmissionContent => ({
  language: 'en',
  values,
  organisationId: null,
  generated: false,
  pastProject: null,
  ...change,
});

describe('the facts of a submission', () => {
  it('are read out of its answers', () => {
    const values = {
      title: ' Lamps for all ',
      organisationName: 'The Lamp',
      country: 'TD',
      sdgs: [7, 4],
      gdcObjectives: ['gdc-1'],
      beneficiaries: ['women'],
      image: 'files/1',
      imageAlternative: 'A lamp',
      documents: ['files/2', 'files/3'],
    };
    expect(factsOf(content(values))).toMatchObject({
      country: 'TD',
      region: 'AFR',
      sdgs: [7, 4],
      gdcObjectives: ['gdc-1'],
      beneficiaries: ['women'],
      attachments: [
        { kind: 'image', place: 'files/1', alternative: 'A lamp' },
        { kind: 'document', place: 'files/2' },
        { kind: 'document', place: 'files/3' },
      ],
      projectKey: 'lamps for all|the lamp',
      entityKey: 'the lamp',
    });
  });

  it('of an empty or a garbled form are empty, never wrong', () => {
    for (const values of [{}, { title: 3, sdgs: ['x', 99, null], documents: [{}], country: ['TD'] }]) {
      expect(factsOf(content(values))).toMatchObject({
        category: null,
        country: null,
        region: null,
        sdgs: [],
        attachments: [],
        projectKey: null,
      });
    }
  });

  it('know an entity by its organisation’s id before its name', () => {
    expect(factsOf(content({ organisationName: 'The Lamp' }, { organisationId: 'id' })).entityKey).toBe('id');
  });
});

describe('the answers', () => {
  it('part into those that are translated and those that are not, and nothing is lost', () => {
    const values = { title: 'Lamps', goals: 'Light', sdgLinks: { 4: 'x' }, country: 'TD', contactEmail: 'a@b.org' };
    const { texts, facts } = splitValues(demonstration2026, values);
    expect(Object.keys(texts).sort()).toEqual(['goals', 'sdgLinks', 'title']);
    expect({ ...facts, ...texts }).toEqual(values);
  });

  it('are shown to each reader as the form says', () => {
    const values = { title: 'Lamps', goals: 'Light', contactEmail: 'a@b.org' };
    const shown = (reader: 'author' | 'secretariat' | 'reviewer' | 'public') =>
      Object.keys(visibleValues(demonstration2026, values, reader));
    expect(shown('author')).toEqual(['title', 'goals', 'contactEmail']);
    expect(shown('secretariat')).toEqual(['title', 'goals', 'contactEmail']);
    expect(shown('reviewer')).toEqual(['title', 'goals']);
    expect(shown('public')).toEqual(['title']);
  });
});

describe('a draft', () => {
  it('with a half-typed address is kept, one with a foreign field is not', () => {
    expect(checkDraft(demonstration2026, content({ contactEmail: 'half@' }))).toMatchObject({
      ok: true,
      value: [{ field: 'contactEmail', rule: 'pattern' }],
    });
    expect(checkDraft(demonstration2026, content({ mood: 'good' }))).toMatchObject({
      ok: false,
      error: { problems: [{ field: 'mood', rule: 'unknown' }] },
    });
  });
});

describe('a translation', () => {
  it('may need more words than the original, but translates nothing that is no text', () => {
    const long = Array.from({ length: 260 }, () => 'mot').join(' ');
    expect(checkTranslation(demonstration2026, 'fr', { shortDescription: long })).toEqual([]);
    expect(checkTranslation(demonstration2026, 'fr', { country: 'FR' })).toEqual([
      { field: 'country', rule: 'unknown' },
    ]);
    expect(checkTranslation(demonstration2026, 'fr', { title: 7 })).toMatchObject([{ field: 'title', rule: 'type' }]);
  });
});
