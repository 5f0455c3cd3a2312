import { chooseText, type ProjectText } from './shown-text.js';

const text = (language: ProjectText['language'], state: ProjectText['state']): ProjectText => ({
  language,
  state,
  title: `${language} title`,
  shortDescription: '',
});
const french = text('fr', 'original');
const arabic = text('ar', 'machine-draft');

describe('The text that a reader is shown', () => {
  it('is in the reader’s language where there is one, with the original on offer', () => {
    expect(chooseText([french, arabic], 'ar')).toEqual({ text: arabic, original: french, translation: undefined });
  });

  it('is the author’s where the reader’s language is missing', () => {
    expect(chooseText([french, arabic], 'es')).toEqual({ text: french, original: undefined, translation: undefined });
  });

  it('is the author’s when asked for, with the way back', () => {
    expect(chooseText([french, arabic], 'ar', true)).toEqual({
      text: french,
      original: undefined,
      translation: arabic,
    });
  });

  it('offers nothing else to a reader of the author’s language', () => {
    expect(chooseText([arabic, french], 'fr')).toEqual({ text: french, original: undefined, translation: undefined });
  });

  it('is English, or the first there is, where no text is marked as original', () => {
    expect(chooseText([arabic, text('en', 'checked')], 'ru')?.text.language).toBe('en');
    expect(chooseText([], 'ru')).toBeUndefined();
  });
});
