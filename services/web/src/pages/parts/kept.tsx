import type { ComponentChildren, JSX, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PageProvider, usePage } from '../page-context.js';

const kept = new WeakMap<object, Map<string, string>>();

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
  return {
    fresh,
    kept(of: object, piece: string, children: () => ComponentChildren): string {
      const pieces = kept.get(of) ?? new Map<string, string>();
      if (pieces.size === 0) kept.set(of, pieces);
      const name = `${page.language} ${piece}`;
      let html = pieces.get(name);
      if (html === undefined) {
        html = fresh(children);
        pieces.set(name, html);
      }
      return html;
    },
  };
}
