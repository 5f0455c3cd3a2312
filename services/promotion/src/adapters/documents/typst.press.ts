import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { countryName, direction, formatDay, translate } from '@wsis/i18n';
import type { CertificatePress } from '../../application/ports.js';
import type { CertificateFacts } from '../../domain/certificate.js';
import { facesOf, firstStrong, typesetter } from './typesetter.js';

/** Sets certificates with Typst. */
export class TypstPress implements CertificatePress {
  private readonly template = readFileSync(new URL('./certificate.typ', import.meta.url), 'utf8');

  print(facts: CertificateFacts): { document: Uint8Array; documentHash: string } {
    const inputs = { facts: JSON.stringify(wordsOf(facts)) };
    const compiler = typesetter();
    const document = compiler.pdf(
      { mainFileContent: this.template, inputs },
      // The only clock in the document: the same facts give the same bytes.
      { creationTimestamp: Math.floor(facts.issuedAt.getTime() / 1000) },
    );
    // Compiled pages are kept for two certificates and then forgotten.
    compiler.evictCache(2);
    return { document, documentHash: createHash('sha256').update(document).digest('hex') };
  }
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

/** Points for the title: a long one must not push the rest onto a second page. */
function sizeOf(title: string): number {
  const length = Array.from(title).length;
  if (length <= 60) return 26;
  if (length <= 120) return 20;
  return length <= 240 ? 15 : 11;
}
