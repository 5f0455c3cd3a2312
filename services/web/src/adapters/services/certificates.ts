import { isLanguage, ok, type Language, type Result } from '@wsis/kernel';
import { Certificates, HONOURS, type CertificateFigures, type Honour } from '../../application/outcome/certificates.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Issues certificates through promotion. */
export class ServiceCertificates extends Certificates {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async figures(visitor: Visitor, editionId: string) {
    const answer = await this.calls.read(visitor, 'promotion', at(editionId, '/figures'));
    return {
      items: (answer?.at('items').items() ?? []).flatMap(figuresOf),
      aFile: answer?.at('aFile').number() ?? 1,
    };
  }

  async begin(
    visitor: Visitor,
    editionId: string,
    wanted: { readonly honour: string; readonly languages: readonly string[] },
  ): Promise<Result<string, Refused>> {
    const begun = await this.calls.send(visitor, 'promotion', 'POST', at(editionId, '/jobs'), { body: wanted });
    return begun.ok ? ok(begun.value.at('jobId').text() ?? '') : begun;
  }

  file(
    visitor: Visitor,
    editionId: string,
    { honour, language, part }: { readonly honour: Honour; readonly language: Language; readonly part: number },
  ) {
    const query = new URLSearchParams({ honour, language, part: String(part) }).toString();
    return this.calls.file(visitor, 'promotion', at(editionId, `/documents.zip?${query}`));
  }
}

function at(editionId: string, rest: string): string {
  return `/editions/${encodeURIComponent(editionId)}/certificates${rest}`;
}

function figuresOf(json: Json): CertificateFigures[] {
  const honour = HONOURS.find((known) => known === json.at('honour').text());
  if (honour === undefined) return [];
  const issued = json
    .at('issued')
    .entries()
    .flatMap(([language, count]) => (isLanguage(language) ? [[language, count.number() ?? 0] as const] : []));
  return [{ honour, holders: json.at('holders').number() ?? 0, issued: new Map(issued) }];
}
