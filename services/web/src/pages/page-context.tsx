import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { translate, type MessageKey, type ParamsArgument } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { ReleaseKind } from '../application/outcome/ports.js';
import type { VisitingAccount } from '../application/visitor.js';
import type { IslandName } from './islands.js';

export type Say = <K extends MessageKey>(key: K, ...params: ParamsArgument<K>) => string;

/** A release whose pages are looked at before they are public. */
export interface PreviewedRelease {
  readonly editionId: string;
  readonly kind: ReleaseKind;
  readonly publishAt: Date | undefined;
  readonly timeZone: string;
}

/** Where a page stands: its reader's language, and its address without the language. */
export interface PageContext {
  readonly language: Language;
  /** For example `/editions/demo-2026/nominees?category=C1`; empty on the home page. */
  readonly path: string;
  /** The same without what only arranges the page: what search engines are told. */
  readonly canonicalPath: string;
  /** The address that people see, without a slash at its end. */
  readonly publicUrl: string;
  /** The messages of the reader's language. */
  readonly say: Say;
  /** The same page for everybody: it sets no cookie and knows nobody. */
  readonly shared: boolean;
  /** Who is signed in; absent on the pages that everybody shares. */
  readonly account: VisitingAccount | undefined;
  /** What the page before has done, to be said once. */
  readonly said: string | undefined;
  /** When the reader's session ends, and how long that still is by the server's clock. */
  readonly session: { readonly endsAt: Date; readonly leftMs: number } | undefined;
  /** When the reader's session ends, if that is soon and cannot be put off. */
  readonly endsSoon: Date | undefined;
  /** The edition that the page is about, whose rules stand behind what it says. */
  readonly edition: string | undefined;
  /** What is shown here before it is public, to those who decide on it. */
  readonly preview: PreviewedRelease | undefined;
  /** The islands that the page's parts have asked for while it was rendered. */
  readonly islands: Set<IslandName>;
}

/** Makes the context of one page. */
export function pageContext(
  place: Pick<PageContext, 'language' | 'path' | 'publicUrl'> &
    Partial<
      Pick<
        PageContext,
        'canonicalPath' | 'account' | 'said' | 'session' | 'endsSoon' | 'shared' | 'edition' | 'preview'
      >
    >,
): PageContext {
  const { language } = place;
  return {
    shared: false,
    account: undefined,
    said: undefined,
    session: undefined,
    endsSoon: undefined,
    preview: undefined,
    canonicalPath: place.path,
    ...place,
    edition: place.edition ?? /\/editions\/([\w.-]+)/.exec(place.path)?.[1],
    say: (key, ...params) => translate(language, key, ...params),
    islands: new Set(),
  };
}

const Context = createContext<PageContext | undefined>(undefined);
export const PageProvider = Context.Provider;

/** The page that a part is rendered on. */
export function usePage(): PageContext {
  const page = useContext(Context);
  if (page === undefined) throw new Error('A part of a page was rendered outside of a page');
  return page;
}

/** Asks for a little script; the page must work without it. */
export function useIsland(name: IslandName): void {
  usePage().islands.add(name);
}

/** The address of a page in the reader's language. */
export function useAddress(): (path: string) => string {
  const { language } = usePage();
  return (path) => `/${language}${path}`;
}
