import { usePage } from '../page-context.js';
import { PageLink } from './links.js';
import { tableAddress, type TableState } from './table-query.js';

/** On to the next page, and back to the first: a list is read by where a page ended, so that new rows disturb none. */
export function Pagination({ state, nextCursor }: { state: TableState; nextCursor?: string | undefined }) {
  const { say } = usePage();
  if (state.cursor === undefined && nextCursor === undefined) return null;
  return (
    <nav class="pagination" aria-label={say('web.table.pages')}>
      {state.cursor === undefined ? null : <PageLink to={tableAddress(state, {})}>{say('web.table.first')}</PageLink>}
      {nextCursor === undefined ? null : (
        <PageLink to={tableAddress(state, { cursor: nextCursor })}>{say('web.table.next')}</PageLink>
      )}
    </nav>
  );
}
