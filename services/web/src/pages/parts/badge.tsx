import type { ComponentChildren } from 'preact';

export type Mood = 'good' | 'warn' | 'bad' | 'info' | 'plain';

/** A word on the state of something. The word says it; the colour only helps. */
export function Badge({ mood = 'plain', children }: { mood?: Mood; children: ComponentChildren }) {
  return <span class={`badge ${mood}`}>{children}</span>;
}

/** Something that is open, or not: a full or an empty dot before its name. */
export function State({ open, children }: { open: boolean; children: ComponentChildren }) {
  return <span class={open ? 'state open' : 'state'}>{children}</span>;
}
