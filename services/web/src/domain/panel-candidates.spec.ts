import { candidatesOf, type Holder } from './panel-candidates.js';

const holder = (accountId: string, more: Partial<Holder> = {}): Holder => ({
  accountId,
  displayName: accountId,
  email: `${accountId}@example.org`,
  role: 'expert',
  category: '',
  verified: true,
  ...more,
});

describe('Who may judge a category', () => {
  it('is named once, with every role counted, and by address where there is no name', () => {
    const holders = [holder('awa', { displayName: '' }), holder('awa', { role: 'panel-chair', displayName: '' })];
    expect(candidatesOf('C1', holders, [])).toEqual([
      { accountId: 'awa', name: 'awa@example.org', mayChair: true, came: true, elsewhere: [], boundTo: [] },
    ]);
  });

  it('comes first where meant for it, then with fewer other panels, then by name', () => {
    const holders = [
      holder('zoe'),
      holder('ben', { category: 'C2' }),
      holder('eva'),
      holder('ada', { category: 'C1', verified: false }),
    ];
    const panels = [
      { category: 'C1', members: ['zoe'] },
      { category: 'C3', members: ['eva'] },
    ];
    const found = candidatesOf('C1', holders, panels);
    expect(found.map(({ accountId }) => accountId)).toEqual(['ada', 'zoe', 'eva', 'ben']);
    expect(found.map(({ elsewhere, boundTo, came }) => [elsewhere, boundTo, came])).toEqual([
      [[], [], false],
      [[], [], true],
      [['C3'], [], true],
      [[], ['C2'], true],
    ]);
  });
});
