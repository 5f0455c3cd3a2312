import type { ComponentChildren } from 'preact';
import { useAddress } from '../page-context.js';

/** A link that looks like a button: the next step, where nothing is changed by taking it. */
export function LinkButton({
  to,
  quiet = false,
  children,
}: {
  to: string;
  quiet?: boolean;
  children: ComponentChildren;
}) {
  const address = useAddress();
  return (
    <a class={quiet ? 'button quiet' : 'button'} href={address(to)}>
      {children}
    </a>
  );
}

/** A link to a page of ours, in the reader's language. */
export function PageLink({ to, children }: { to: string; children: ComponentChildren }) {
  const address = useAddress();
  return <a href={address(to)}>{children}</a>;
}

/** A file to take along; it opens no page. */
export function DownloadLink({ to, children }: { to: string; children: ComponentChildren }) {
  const address = useAddress();
  return (
    <a class="button quiet" href={address(to)} download>
      {children}
    </a>
  );
}
