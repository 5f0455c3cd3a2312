import { openDesk } from './open-desk.js';

const { web, secretary } = openDesk();

const editionIs = (id: string, more: object) =>
  web.clients.on('competition', `GET /editions/${id}`, () => ({
    id,
    year: 2027,
    name: 'WSIS Prizes 2027',
    timeZone: 'Europe/Zurich',
    openPhases: [],
    ...more,
  }));

/** What comes next, a line each without marks, with the addresses it leads to. */
async function nextOf(path: string) {
  const html = await (await secretary.get(path)).text();
  const [, list = ''] = /<ol class="steps">(.*?)<\/ol>/s.exec(html) ?? [];
  return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, line = '']) => ({
    text: line
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    link: /href="([^"]+)"/.exec(line)?.[1],
  }));
}

describe('The overview of an edition', () => {
  it('leads to where the open phase is run, and to what must be true before the next one', async () => {
    expect(await nextOf('/fr/desk/editions/demo-2026')).toEqual([
      {
        text: expect.stringMatching(/^Vote public en ligne · .*5 mai 2026.* Surveillance$/),
        link: '/fr/desk/editions/demo-2026/watch',
      },
      {
        text: expect.stringMatching(/^Évaluation par les experts · .*6 mai 2026.* Voir ce qui doit être vrai/),
        link: '/fr/desk/editions/demo-2026/readiness',
      },
    ]);
  });

  it('begins with the rules and the dates where none are adopted', async () => {
    editionIs('new-2027', {});
    expect((await nextOf('/en/desk/editions/new-2027')).map(({ link }) => link)).toEqual([
      '/en/desk/editions/new-2027/rules',
      '/en/desk/editions/new-2027/calendar',
    ]);
  });

  it('is shown without it while the calendar cannot be asked', async () => {
    editionIs('away-2027', { rulesVersion: 1 });
    web.refuse('competition', 'GET /editions/away-2027/calendar', 503, { code: 'SERVICE.UNAVAILABLE' });
    const answer = await secretary.get('/en/desk/editions/away-2027');
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('class="steps"');
  });
});
