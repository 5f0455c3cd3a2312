import { useAddress, usePage } from '../page-context.js';

export interface Tab {
  /** Without the language. */
  readonly path: string;
  readonly label: string;
  readonly count?: string;
  /** Where the address alone does not tell: whether this one is shown. */
  readonly current?: boolean;
}

/** Several views of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const { path: here } = usePage();
  const address = useAddress();
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map(({ path, label: name, count, current = path === here || path === here.split('?')[0] }) => (
          <li key={path}>
            <a href={address(path)} {...(current ? { 'aria-current': 'page' as const } : {})}>
              {name}
              {count === undefined ? null : <span class="count-mark">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
