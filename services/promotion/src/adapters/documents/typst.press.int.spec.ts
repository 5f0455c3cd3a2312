import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { demonstration2026 } from '@wsis/rule-book';
import type { CertificateFacts } from '../../domain/certificate.js';
import { HONOURS } from '../../domain/honour.js';
import { TypstPress } from './typst.press.js';

const press = new TypstPress();
const category = demonstration2026.categories.find(({ code }) => code === 'C7-egov')!;

function factsIn(language: Language, changes: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    certificateId: '0b51b6ca-7d3c-4c0a-9d0c-3f3e3c1f8a11',
    language,
    honour: 'winner',
    editionName: 'WSIS Prizes 2026',
    timeZone: 'Europe/Zurich',
    category: { code: category.code, number: category.number, name: category.names[language].text },
    title: 'بوابة الخدمات الإلكترونية (e-Services 2.0)',
    organisationName: 'Agencia de Gobierno Electrónico',
    country: 'UY',
    generated: false,
    issuedAt: new Date('2026-07-08T09:30:00.123Z'),
    address: 'https://prizes.example.org/api/promotion/certificates/0b51b6ca-7d3c-4c0a-9d0c-3f3e3c1f8a11',
    ...changes,
  };
}

const pagesOf = (document: Uint8Array) =>
  (
    Buffer.from(document)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/g) ?? []
  ).length;

describe('A certificate', () => {
  it.each(LANGUAGES)('is one page of PDF in %s, the same bytes each time', (language) => {
    const first = press.print(factsIn(language));
    const again = new TypstPress().print(factsIn(language));
    expect(Buffer.from(first.document).subarray(0, 5).toString()).toBe('%PDF-');
    expect(again.documentHash).toBe(first.documentHash);
    expect(first.documentHash).toBe(createHash('sha256').update(first.document).digest('hex'));
    if (process.env['CERTIFICATES_TO']) {
      mkdirSync(process.env['CERTIFICATES_TO'], { recursive: true });
      writeFileSync(`${process.env['CERTIFICATES_TO']}/${language}.pdf`, first.document);
    }
  });

  it('stays on one page with the longest words that a form takes, and says when it is made of generated data', () => {
    const long = factsIn('ru', {
      title: 'Очень длинное название проекта '.repeat(12),
      organisationName: 'Министерство цифрового развития '.repeat(8),
      generated: true,
    });
    expect(pagesOf(press.print(long).document)).toBe(1);
  });

  it('differs by honour, and no text of a project is taken for code of the page', () => {
    const hashes = HONOURS.map((honour) => press.print(factsIn('en', { honour })).documentHash);
    expect(new Set(hashes).size).toBe(HONOURS.length);
    const hostile = press.print(factsIn('en', { title: '#panic("no") *bold* $x$ #read("/etc/passwd") \\ " ]' }));
    expect(pagesOf(hostile.document)).toBe(1);
  });
});
