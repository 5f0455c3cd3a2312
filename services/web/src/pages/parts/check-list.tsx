import type { ComponentChildren } from 'preact';
import { Badge, type Mood } from './badge.js';

/** What must be true, one after the other. */
export function CheckList({ children }: { children: ComponentChildren }) {
  return <ul class="plain checks">{children}</ul>;
}

export interface CheckItemProps {
  readonly mood: Mood;
  /** The mood in a word. */
  readonly word: string;
  /** Who can mend it, and where; left out where nothing is to be done. */
  readonly mend?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function CheckItem({ mood, word, mend, children }: CheckItemProps) {
  return (
    <li>
      <Badge mood={mood}>{word}</Badge> {children}
      {mend === undefined ? null : (
        <>
          {' '}
          <span class="quiet">{mend}</span>
        </>
      )}
    </li>
  );
}
