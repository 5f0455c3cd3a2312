import { readTableState, tableAddress } from './table-query.js';

const offered = { path: '/desk/people', sorts: ['name', 'seen'], filters: ['role', 'q'] };
const stateOf = (query: string) => {
  const given = new URLSearchParams(query);
  return readTableState((name) => given.get(name) ?? undefined, offered);
};

describe('The state of a table', () => {
  it('is read from the address', () => {
    expect(stateOf('sort=-seen&role=expert&cursor=abc')).toEqual({
      path: '/desk/people',
      sort: 'seen',
      descending: true,
      filters: { role: 'expert' },
      cursor: 'abc',
    });
  });

  it('knows nothing that was not offered', () => {
    expect(stateOf('sort=password&secret=1')).toMatchObject({ sort: undefined, filters: {} });
  });

  it('goes from page to page with its order and filters', () => {
    expect(tableAddress(stateOf('sort=name&q=x y&cursor=a'), { cursor: 'b' })).toBe(
      '/desk/people?q=x+y&sort=name&cursor=b',
    );
  });

  it('begins at the first page when it is sorted or filtered anew', () => {
    expect(tableAddress(stateOf('sort=name&cursor=a'), { sort: 'seen', descending: true })).toBe(
      '/desk/people?sort=-seen',
    );
    expect(tableAddress(stateOf('role=expert&cursor=a'), { filters: {} })).toBe('/desk/people');
  });
});
