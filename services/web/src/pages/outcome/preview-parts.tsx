import { direction, formatInstant, languageName, translateLoosely } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import type { ReleaseKind } from '../../application/outcome/ports.js';
import { usePage, type PreviewedRelease } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';

/** Where a release is decided on, without the language. */
export function releasePath(editionId: string, kind: ReleaseKind): string {
  return `/desk/editions/${encodeURIComponent(editionId)}/outcome/releases/${kind}`;
}

/** A nominee's page: of the preview, where the reader looks at one. */
export function nomineePath(preview: PreviewedRelease | undefined, nomineeId: string): string {
  const id = encodeURIComponent(nomineeId);
  return preview?.kind === 'nominees'
    ? `${releasePath(preview.editionId, 'nominees')}/preview/${id}`
    : `/nominees/${id}`;
}

/** Above a page that is not public yet: until when, and the way back. */
export function PreviewBanner() {
  const { language, preview, say } = usePage();
  if (preview === undefined) return null;
  const { editionId, kind, publishAt, timeZone } = preview;
  const release = translateLoosely(language, `web.release.${kind}`);
  return (
    <Notice kind="warning" title={say('web.preview.banner', { release })}>
      <p>
        {publishAt === undefined
          ? say('web.preview.unstaged')
          : say('web.preview.staged', { at: formatInstant(language, publishAt, timeZone) })}{' '}
        {say('web.preview.links')}
      </p>
      <PreviewLinks editionId={editionId} kind={kind} />
      <p>
        <PageLink to={releasePath(editionId, kind)}>{say('web.preview.back')}</PageLink>
      </p>
    </Notice>
  );
}

/** The same preview in each of the six languages. */
export function PreviewLinks({ editionId, kind }: { editionId: string; kind: ReleaseKind }) {
  const { language, say } = usePage();
  return (
    <nav aria-label={say('web.preview.in')}>
      <p>{say('web.preview.in')}</p>
      <ul class="tags">
        {LANGUAGES.map((each) => (
          <li key={each}>
            <a
              href={`/${each}${releasePath(editionId, kind)}/preview`}
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
