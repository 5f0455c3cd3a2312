import type { ComponentChildren } from 'preact';

/** Nothing is here yet: why, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="notice-title">{title}</p>
      {children}
    </div>
  );
}
