import { formatList, hasMessage, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { Deed } from '../../application/audit/ports.js';
import { deedKey } from '../../domain/deeds.js';
import { usePage } from '../page-context.js';

/** What was done, in the reader's words; an action without words of its own as the service names it. */
export function deedInWords(language: Language, action: string): string {
  const key = deedKey(action);
  return hasMessage(key) ? translateLoosely(language, key) : action;
}

/** The parts of the platform by name. */
export function servicesInWords(language: Language, services: readonly string[]): string {
  return formatList(
    language,
    services.map((service) => translateLoosely(language, `web.service.${service}`)),
  );
}

/** The deed as it is on record, to the letter. */
export function ExactDeed({ deed }: { deed: Deed }) {
  const { say } = usePage();
  const { service, id, action, subjectKind, subjectId, requestId, details } = deed;
  const exact = { service, id, action, subjectKind, subjectId, requestId, details };
  return (
    <details>
      <summary>{say('web.audit.exact')}</summary>
      <pre dir="ltr" class="code" tabindex={0}>
        {JSON.stringify(exact, null, 2)}
      </pre>
    </details>
  );
}
