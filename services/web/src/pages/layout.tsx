import type { ComponentChildren } from 'preact';
import { direction, languageName } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import { ICON, STYLE } from './assets.js';
import { speaker, type PageContext } from './say.js';

export interface LayoutProps {
  readonly page: PageContext;
  readonly title: string;
  /** The edition whose pages the navigation offers. */
  readonly editionId?: string | undefined;
  readonly children: ComponentChildren;
}

/** The frame of every page: language, direction, navigation, and the same page in the other languages. */
export function Layout({ page, title, editionId, children }: LayoutProps) {
  const { language, path } = page;
  const say = speaker(language);
  const site = say('web.site.name');
  const home = `/${language}`;
  const edition = editionId === undefined ? undefined : `${home}/editions/${encodeURIComponent(editionId)}`;
  const here = `${home}${path.split('?')[0] ?? ''}`;
  const entries: readonly (readonly [string, string])[] = [
    [home, say('web.nav.home')],
    ...(edition === undefined
      ? []
      : ([
          [edition, say('web.nav.edition')],
          [`${edition}/nominees`, say('web.nav.nominees')],
          [`${edition}/results`, say('web.nav.results')],
          [`${edition}/health`, say('web.nav.health')],
        ] as const)),
  ];
  return (
    <html lang={language} dir={direction(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === site ? site : `${title} – ${site}`}</title>
        <link rel="stylesheet" href={STYLE.path} />
        <link rel="icon" type="image/svg+xml" href={ICON.path} />
        <link rel="canonical" href={`${page.publicUrl}${home}${path}`} />
        {LANGUAGES.map((other) => (
          <link key={other} rel="alternate" hreflang={other} href={`${page.publicUrl}/${other}${path}`} />
        ))}
        <link rel="alternate" hreflang="x-default" href={`${page.publicUrl}/en${path}`} />
      </head>
      <body>
        <a class="skip" href="#content">
          {say('web.skip')}
        </a>
        <header class="band">
          <div class="wide">
            <a class="brand" href={home}>
              {site}
            </a>
            <nav aria-label={say('web.nav.label')}>
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
            <nav aria-label={say('web.language.label')}>
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
        <main id="content" class="wide" tabindex={-1}>
          {children}
        </main>
        <footer class="band low">
          <div class="wide">
            <p>{say('web.footer.about')}</p>
            <p>{say('web.footer.privacy')}</p>
            <p>
              <a href={`${home}/api`}>{say('web.footer.data')}</a>
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}
