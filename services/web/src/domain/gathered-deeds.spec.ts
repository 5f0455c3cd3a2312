import { gatheredDeeds } from './gathered-deeds.js';

const deed = (more: object = {}) => ({
  service: 'evaluation',
  at: new Date('2026-05-01T10:00:00Z'),
  actor: 'one',
  action: 'PUT /editions/:edition/sheets/:nominee',
  subjectId: 'n-1',
  editionId: 'demo-2026',
  details: { nominee: 'n-1' },
  ...more,
});

describe('Deeds in a row', () => {
  it('are one line with their number, the services and the time of the first', () => {
    const first = new Date('2026-05-01T08:00:00Z');
    const looks = [deed({ service: 'voting' }), deed(), deed({ at: first })];
    expect(gatheredDeeds(looks)).toEqual([
      { deed: looks[0], count: 3, since: first, services: ['voting', 'evaluation'] },
    ]);
  });

  it.each([
    { actor: 'two' },
    { subjectId: 'n-2' },
    { editionId: undefined },
    { details: {} },
    { action: 'GET /audit' },
  ])('stay apart where they differ in %j', (more) => {
    expect(gatheredDeeds([deed(), deed(more), deed()]).map(({ count }) => count)).toEqual([1, 1, 1]);
  });
});
