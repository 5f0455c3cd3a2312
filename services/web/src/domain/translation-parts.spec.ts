import { demonstration2026 } from '@wsis/rule-book';
import { flatTranslation, gatherTranslation, translationParts } from './translation-parts.js';

const WRITTEN = {
  country: 'SN',
  title: 'Libraries on wheels',
  sdgLinks: { 4: 'More readers', 9: ' ' },
  shortDescription: 'Books for villages.',
  goals: 'To read.',
};
const parts = translationParts(demonstration2026, WRITTEN);

describe('The parts of a translation', () => {
  it('are the texts that somebody wrote and others read, each by itself, and no fact', () => {
    expect(Object.fromEntries(parts.map(({ name, source }) => [name, source]))).toEqual({
      title: 'Libraries on wheels',
      'sdgLinks.4': 'More readers',
      shortDescription: 'Books for villages.',
      goals: 'To read.',
    });
  });

  it('are needed where everybody reads them', () => {
    expect(parts.filter(({ needed }) => needed).map(({ name }) => name)).toEqual([
      'title',
      'sdgLinks.4',
      'shortDescription',
    ]);
  });

  it('leave out what is private, whatever the form says of its translation', () => {
    const fields = demonstration2026.submission.fields.map((field) =>
      field.id === 'goals' ? { ...field, visibility: 'private' as const } : field,
    );
    const ruleBook = { ...demonstration2026, submission: { ...demonstration2026.submission, fields } };
    expect(translationParts(ruleBook, WRITTEN).map(({ name }) => name)).not.toContain('goals');
  });

  it('are spread over a form and gathered from it without a change', () => {
    const stored = { title: 'Bibliothèques', sdgLinks: { 4: 'Plus de lecteurs' } };
    const flat = flatTranslation(parts, { ...stored, unknown: 'x', sdgLinks: { ...stored.sdgLinks, 17: 'x' } });
    expect(flat).toEqual({
      title: 'Bibliothèques',
      'sdgLinks.4': 'Plus de lecteurs',
      shortDescription: '',
      goals: '',
    });
    expect(gatherTranslation(parts, (name) => flat[name] ?? '')).toEqual(stored);
  });
});
