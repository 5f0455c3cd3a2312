import { direction, languageName } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import { usePage } from '../page-context.js';

/** A page that is not public yet, in each of the six languages. */
export function PreviewLinks({ path }: { path: string }) {
  const { language, say } = usePage();
  return (
    <nav aria-label={say('web.preview.in')}>
      <p>{say('web.preview.in')}</p>
      <ul class="tags">
        {LANGUAGES.map((each) => (
          <li key={each}>
            <a
              href={`/${each}${path}`}
              lang={each}
              hreflang={each}
              dir={direction(each)}
              {...(each === language ? { 'aria-current': 'true' as const } : {})}
            >
              {languageName(each, each)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
