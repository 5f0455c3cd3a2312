import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { countryName, direction, formatDay, translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { CertificatePress } from '../../application/ports.js';
import type { CertificateFacts } from '../../domain/certificate.js';

const FACES = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
] as const;

/** Sets certificates with Typst. The fonts, 23 MB, are read at the first certificate and not before. */
export class TypstPress implements CertificatePress {
  private compiler: NodeCompiler | undefined;
  private readonly template = readFileSync(new URL('./certificate.typ', import.meta.url), 'utf8');

  print(facts: CertificateFacts): { document: Uint8Array; documentHash: string } {
    const inputs = { facts: JSON.stringify(wordsOf(facts)) };
    this.compiler ??= newCompiler();
    const document = this.compiler.pdf(
      { mainFileContent: this.template, inputs },
      // The only clock in the document: the same facts give the same bytes.
      { creationTimestamp: Math.floor(facts.issuedAt.getTime() / 1000) },
    );
    // Compiled pages are kept for two certificates and then forgotten.
    this.compiler.evictCache(2);
    return { document, documentHash: createHash('sha256').update(document).digest('hex') };
  }
}

function newCompiler(): NodeCompiler {
  const require = createRequire(import.meta.url);
  const fontBlobs = FACES.map((face) => readFileSync(require.resolve(`@expo-google-fonts/${face}`)));
  return NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
}

/** Every word of the page, in its language. */
export function wordsOf(facts: CertificateFacts): Readonly<Record<string, unknown>> {
  const { language } = facts;
  const edition = facts.editionName;
  const heading = translate(language, 'certificate.title');
  return {
    language,
    direction: direction(language),
    fonts: facesOf(language),
    documentTitle: `${heading}: ${facts.title}`,
    organiser: translate(language, 'certificate.organiser'),
    heading,
    certifies: translate(language, 'certificate.certifies'),
    title: facts.title,
    titleSize: sizeOf(facts.title),
    titleDirection: firstStrong(facts.title),
    by: translate(language, 'certificate.by', {
      organisation: facts.organisationName,
      country: countryName(language, facts.country),
    }),
    category: translate(language, 'certificate.category', {
      number: facts.category.number,
      name: facts.category.name,
    }),
    honour: translate(language, `certificate.${facts.honour}`, { edition }),
    issued: translate(language, 'certificate.issued', { date: formatDay(language, facts.issuedAt, facts.timeZone) }),
    generated: facts.generated ? translate(language, 'certificate.generated') : '',
    verify: translate(language, 'certificate.verify', { number: facts.certificateId, address: facts.address }),
  };
}

function facesOf(language: Language): readonly string[] {
  const all = ['Noto Sans', 'Noto Sans Arabic', 'Noto Sans SC'];
  const own = language === 'ar' ? 'Noto Sans Arabic' : language === 'zh' ? 'Noto Sans SC' : 'Noto Sans';
  return [own, ...all.filter((face) => face !== own)];
}

/** A title keeps its own direction, by its first letter (Unicode bidirectional algorithm, rules P2 and P3). */
function firstStrong(text: string): 'rtl' | 'ltr' {
  const letter = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter)
    ? 'rtl'
    : 'ltr';
}

/** Points for the title: a long one must not push the rest onto a second page. */
function sizeOf(title: string): number {
  const length = Array.from(title).length;
  if (length <= 60) return 26;
  if (length <= 120) return 20;
  return length <= 240 ? 15 : 11;
}
