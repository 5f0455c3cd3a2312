import type { ComponentChildren, JSX, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PageProvider, usePage } from '../page-context.js';

type Piece = string | readonly string[];

const kept = new WeakMap<object, Map<string, Piece>>();

export interface KeptProps {
  /** What the piece shows, which never changes: another value is another object. */
  readonly of: object;
  /** Which piece of it, where there are several. */
  readonly piece: string;
  /** The element that the piece stands in, made anew each time. */
  readonly in: (inside: { readonly __html: string }) => VNode;
  /** Must depend on nothing but `of`, `piece` and the reader's language, and ask for no island. */
  readonly children: () => ComponentChildren;
}

/** A piece of a page that is the same for all readers of a language: rendered once, and put in as it is from then on. */
export function Kept({ of, piece, in: element, children }: KeptProps): JSX.Element {
  const { kept: keep } = usePieces();
  return element({ __html: keep(of, piece, children) });
}

/** Renders pieces of a page by themselves: anew, or once for all readers of a language. */
export function usePieces() {
  const page = usePage();
  const fresh = (children: () => ComponentChildren) =>
    renderToString(<PageProvider value={page}>{children()}</PageProvider>);
  /** Whatever stands under a name, made once for each language. */
  function once<T extends Piece>(of: object, piece: string, make: () => T): T {
    const pieces = kept.get(of) ?? new Map<string, Piece>();
    if (pieces.size === 0) kept.set(of, pieces);
    const name = `${page.language} ${piece}`;
    const found = pieces.get(name) ?? make();
    pieces.set(name, found);
    return found as T;
  }
  return {
    fresh,
    kept: (of: object, piece: string, children: () => ComponentChildren) => once(of, piece, () => fresh(children)),
    /** A piece for each entry of a list, looked up at once. The entries may stand in other lists too. */
    keptEach: <Entry extends object>(
      list: readonly Entry[],
      piece: string,
      children: (entry: Entry, index: number) => ComponentChildren,
    ) => once(list, piece, () => list.map((entry, index) => fresh(() => children(entry, index)))),
  };
}
