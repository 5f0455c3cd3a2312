import { titleFor } from './certificate.js';

const original = { language: 'es', title: 'Agua clara', state: 'original' };
const checked = { language: 'fr', title: 'Eau claire', state: 'checked' };
const draft = { language: 'ar', title: 'ماء صاف', state: 'machine-draft' };

describe('The title on a certificate', () => {
  it('is in the language of the certificate where somebody checked it', () => {
    expect(titleFor([original, checked, draft], 'fr')).toBe('Eau claire');
  });
  it('is the original where the language has only a machine draft, or nothing', () => {
    expect(titleFor([draft, original], 'ar')).toBe('Agua clara');
    expect(titleFor([checked, original], 'zh')).toBe('Agua clara');
  });
});
