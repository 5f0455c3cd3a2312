import type { ServiceRequest } from '@wsis/http';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

let web: ScriptedWeb;
let stopped = false;
const asked: ServiceRequest[] = [];

beforeAll(async () => {
  web = await scriptedWeb();
  for (const method of ['GET', 'POST']) {
    web.clients.on('notifications', `${method} /stop-links/abc`, (request) => {
      asked.push(request);
      if (method === 'POST') stopped = true;
      return { notice: 'ballotReminder', stopped };
    });
  }
});
afterAll(() => web.stop());

it('stops a kind of mail by the link in it: looking changes nothing, one button stops, and the page says so', async () => {
  const url = `${web.url}/ar/stop-mails/abc`;
  const look = await fetch(url);
  const html = await look.text();
  expect([look.status, stopped]).toEqual([200, false]);
  expect(html).toContain('dir="rtl"');
  expect(html).toContain('action="/ar/stop-mails/abc"');
  expect(look.headers.getSetCookie()).toEqual([]);

  const pressed = await fetch(url, {
    method: 'POST',
    headers: { origin: web.url },
    body: new URLSearchParams({}),
    redirect: 'manual',
  });
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/ar/stop-mails/abc']);
  expect(stopped).toBe(true);
  const after = await (await fetch(url)).text();
  expect(after).not.toContain('action="/ar/stop-mails/abc"');
  // The link is the right to stop: no session goes along.
  for (const { onBehalfOf } of asked) expect(onBehalfOf?.token).toBeUndefined();
});

it('refuses a post that another site sends', async () => {
  stopped = false;
  const answer = await fetch(`${web.url}/en/stop-mails/abc`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example' },
    body: new URLSearchParams({}),
    redirect: 'manual',
  });
  expect(answer.status).toBe(403);
  expect(stopped).toBe(false);
});
