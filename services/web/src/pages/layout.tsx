import type { ComponentChildren } from 'preact';
import { direction, formatTime, hasMessage, languageName, translateLoosely } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import { DESK_STYLE, ICON, STYLE } from './assets.js';
import { islandOf } from './islands.js';
import { useAddress, useIsland, usePage } from './page-context.js';
import { PreviewBanner } from './outcome/preview-parts.js';
import { Breadcrumb, type Crumb } from './parts/breadcrumb.js';
import { Notice } from './parts/notice.js';
import { SessionEnd } from './parts/session-end.js';

export interface LayoutProps {
  readonly title: string;
  /** The edition whose pages the navigation offers. */
  readonly editionId?: string | undefined;
  /** A desk page: for people with work to do, with the sheet that only desks need. */
  readonly desk?: boolean;
  /** The way here, from the outside in, without this page. */
  readonly crumbs?: readonly Crumb[];
  /** The form on this page was refused: its title says so, which is what a screen reader says first. */
  readonly failed?: boolean;
  /** What others are shown of this page where its address is shared. */
  readonly preview?: PagePreview;
  readonly children: ComponentChildren;
}

export interface PagePreview {
  readonly description: string;
  readonly picture?: { readonly address: string; readonly width: number; readonly height: number } | undefined;
}

/** The frame of every page: language, direction, navigation, and the same page in the other languages. */
export function Layout(props: LayoutProps) {
  const { title, editionId, desk = false, crumbs = [], failed = false, preview, children } = props;
  const page = usePage();
  const { language, publicUrl, say } = page;
  const staff = page.account?.roles.some(({ role }) => role !== 'nominator' && role !== 'voter') === true;
  const site = say('web.site.name');
  const named = title === site ? site : `${title} – ${site}`;
  return (
    <html lang={language} dir={direction(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{failed ? say('web.form.titleWithErrors', { title: named }) : named}</title>
        <link rel="stylesheet" href={STYLE.path} />
        {desk ? <link rel="stylesheet" href={DESK_STYLE.path} /> : null}
        <link rel="icon" type="image/svg+xml" href={ICON.path} />
        {page.shared ? <SamePages path={page.canonicalPath} publicUrl={publicUrl} language={language} /> : null}
        {preview === undefined ? null : <Preview title={title} preview={preview} />}
      </head>
      <body>
        <a class="skip" href="#content">
          {say('web.skip')}
        </a>
        <Header editionId={editionId} />
        {desk && staff ? <FindLink /> : null}
        <main id="content" class="wide" tabindex={-1}>
          <Breadcrumb crumbs={crumbs} />
          <PreviewBanner />
          <Said />
          <EndsSoon />
          {children}
        </main>
        {desk ? <SessionEnd /> : null}
        <Footer />
        <Scripts />
      </body>
    </html>
  );
}

/** The same page in the other languages, for search engines. */
function SamePages({ path, publicUrl, language }: { path: string; publicUrl: string; language: string }) {
  return (
    <>
      <link rel="canonical" href={`${publicUrl}/${language}${path}`} />
      {LANGUAGES.map((other) => (
        <link key={other} rel="alternate" hreflang={other} href={`${publicUrl}/${other}${path}`} />
      ))}
      <link rel="alternate" hreflang="x-default" href={`${publicUrl}/en${path}`} />
    </>
  );
}

/** The words and the picture that messengers and networks show beside a shared address (Open Graph). */
function Preview({ title, preview }: { title: string; preview: PagePreview }) {
  const { language, canonicalPath, publicUrl, say } = usePage();
  const { description, picture } = preview;
  const facts: readonly (readonly [string, string])[] = [
    ['og:type', 'website'],
    ['og:site_name', say('web.site.name')],
    ['og:title', title],
    ['og:description', description],
    ['og:url', `${publicUrl}/${language}${canonicalPath}`],
    ['og:locale', language],
    ...(picture === undefined
      ? []
      : ([
          ['og:image', `${publicUrl}${picture.address}`],
          ['og:image:width', String(picture.width)],
          ['og:image:height', String(picture.height)],
          ['og:image:alt', title],
        ] as const)),
  ];
  return (
    <>
      <meta name="description" content={description} />
      {picture === undefined ? null : <meta name="twitter:card" content="summary_large_image" />}
      {facts.map(([property, content]) => (
        <meta key={property} property={property} content={content} />
      ))}
    </>
  );
}

/** The way to the search, by a link or by a key. */
function FindLink() {
  const { say } = usePage();
  const address = useAddress();
  useIsland('find');
  return (
    <nav class="wide find-link" aria-label={say('web.find.title')}>
      <a href={address('/desk/find')} data-find="" aria-keyshortcuts="Control+K Meta+K">
        {say('web.find.title')}
      </a>
    </nav>
  );
}

function Header({ editionId }: { editionId: string | undefined }) {
  const { language, path, say } = usePage();
  const address = useAddress();
  const here = address(path.split('?')[0] ?? '');
  const edition = editionId === undefined ? undefined : address(`/editions/${encodeURIComponent(editionId)}`);
  const entries: readonly (readonly [string, string])[] = [
    [address(''), say('web.nav.home')],
    ...(edition === undefined
      ? []
      : ([
          [edition, say('web.nav.edition')],
          [`${edition}/nominees`, say('web.nav.nominees')],
          [`${edition}/ballot`, say('web.ballot.title')],
          [`${edition}/rules`, say('web.rules.nav')],
          [`${edition}/results`, say('web.nav.results')],
          [`${edition}/health`, say('web.nav.health')],
        ] as const)),
    [address('/desk'), say('web.nav.desk')],
  ];
  return (
    <header class="site-header">
      <div class="wide">
        <a class="brand" href={address('')}>
          <svg class="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
            <circle cx="16" cy="16" r="14" />
            <path d="M2 16h28M16 2c5 4 7 9 7 14s-2 10-7 14M16 2c-5 4-7 9-7 14s2 10 7 14" />
          </svg>
          {say('web.site.name')}
        </a>
        <nav class="main-nav" aria-label={say('web.nav.label')}>
          <ul>
            {entries.map(([href, label]) => (
              <li key={href}>
                <a href={href} {...(href === here ? { 'aria-current': 'page' as const } : {})}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <nav class="languages" aria-label={say('web.language.label')}>
          <ul>
            {LANGUAGES.map((other) => (
              <li key={other}>
                <a
                  href={`/${other}${path}`}
                  lang={other}
                  dir={direction(other)}
                  hreflang={other}
                  {...(other === language ? { 'aria-current': 'true' as const } : {})}
                >
                  {languageName(other, other)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

/** What the page before has done. */
function Said() {
  const { language, said } = usePage();
  const key = `web.said.${said ?? ''}`;
  if (said === undefined || !hasMessage(key)) return null;
  return (
    <Notice kind="success" live>
      {translateLoosely(language, key)}
    </Notice>
  );
}

/** The session ends and cannot be renewed: said while there is time to save. */
function EndsSoon() {
  const { endsSoon, language, say } = usePage();
  if (endsSoon === undefined) return null;
  return <Notice kind="warning">{say('web.session.ending', { time: formatTime(language, endsSoon, 'UTC') })}</Notice>;
}

function Footer() {
  const { shared, say } = usePage();
  const address = useAddress();
  return (
    <footer class="site-footer">
      <div class="wide">
        <p>{say('web.footer.about')}</p>
        <p>{shared ? say('web.footer.privacy') : say('web.footer.privacy.signedIn')}</p>
        <ul class="footer-links">
          <li>
            <a href={address('/api')}>{say('web.footer.data')}</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}

/** The islands that the parts above have asked for, each once and in the page itself. */
function Scripts() {
  const { islands } = usePage();
  return (
    <>
      {[...islands].map((name) => (
        <script key={name} type="module" dangerouslySetInnerHTML={{ __html: islandOf(name).code }} />
      ))}
    </>
  );
}
