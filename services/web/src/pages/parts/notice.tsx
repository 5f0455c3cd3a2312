import type { ComponentChildren } from 'preact';

export type NoticeKind = 'info' | 'success' | 'warning' | 'problem';

export interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly title?: string;
  /** Said aloud when the page opens: it is about what was just done. */
  readonly live?: boolean;
  readonly children: ComponentChildren;
}

/** Something that must not be overlooked. Its kind is told by a mark and a border, not by colour alone. */
export function Notice({ kind = 'info', title, live = false, children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} {...(live ? { role: 'status' as const } : {})}>
      {title === undefined ? null : <p class="notice-title">{title}</p>}
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  );
}
