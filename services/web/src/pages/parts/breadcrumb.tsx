import type { ComponentChildren } from 'preact';
import { useAddress, usePage } from '../page-context.js';

export interface Crumb {
  /** Without the language. */
  readonly path: string;
  readonly label: ComponentChildren;
}

/** The way from the outside to this page. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { say } = usePage();
  const address = useAddress();
  if (crumbs.length === 0) return null;
  return (
    <nav class="breadcrumb" aria-label={say('web.nav.breadcrumb')}>
      <ol>
        {crumbs.map(({ path, label }) => (
          <li key={path}>
            <a href={address(path)}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
