import { formatInstant, translateLoosely } from '@wsis/i18n';
import type { ReleaseKind } from '../../application/outcome/ports.js';
import { usePage, type PreviewedRelease } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { PreviewLinks } from '../parts/preview-links.js';

/** Where a release is decided on, without the language. */
export function releasePath(editionId: string, kind: ReleaseKind): string {
  return `/desk/editions/${encodeURIComponent(editionId)}/outcome/releases/${kind}`;
}

/** Where its pages are looked at before they are public. */
export function previewPath(editionId: string, kind: ReleaseKind): string {
  return `${releasePath(editionId, kind)}/preview`;
}

/** A nominee's page: of the preview, where the reader looks at one. */
export function nomineePath(preview: PreviewedRelease | undefined, nomineeId: string): string {
  const id = encodeURIComponent(nomineeId);
  return preview?.kind === 'nominees' ? `${previewPath(preview.editionId, 'nominees')}/${id}` : `/nominees/${id}`;
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
      <PreviewLinks path={previewPath(editionId, kind)} />
      <p>
        <PageLink to={releasePath(editionId, kind)}>{say('web.preview.back')}</PageLink>
      </p>
    </Notice>
  );
}
