import { problemTexts } from '@wsis/i18n';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { BALLOT, ballotSession, scriptBallot } from './scripted-ballot.js';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

let web: ScriptedWeb;
beforeAll(async () => {
  web = await scriptedWeb();
  scriptBallot(web);
});
afterAll(() => web.stop());

const inEveryLanguage = (refusals: readonly (readonly [code: string, status: number])[]) =>
  refusals.flatMap(([code, status]) => LANGUAGES.map((language) => [code, language, status] as const));

const post = (path: string, fields: Record<string, string>, cookie = '') =>
  fetch(`${web.url}${path}`, {
    method: 'POST',
    headers: { origin: web.url, cookie },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

/** Says what happened and what to do, in the reader's language and no other. */
function expectSaid(html: string, language: Language, code: string): void {
  expect(html).toContain(`<html lang="${language}"`);
  const text = html.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  expect(text).toContain(problemTexts.title(language, code));
  expect(text).toContain(problemTexts.detail(language, code));
  if (language !== 'en') expect(text).not.toContain(problemTexts.title('en', code));
}

describe('A code that opens nothing', () => {
  it.each(
    inEveryLanguage([
      ['IDENTITY.CODE_WRONG', 401],
      ['IDENTITY.CODE_EXPIRED', 401],
      ['IDENTITY.CODE_TRIES_EXHAUSTED', 401],
    ]),
  )('because of %s is explained in %s, and the address and what was typed stay', async (code, language, status) => {
    web.refuse('identity', 'POST /sessions', status, { code });
    // In a browser that did not ask for the code: no cookie knows the address.
    const answer = await post(`/${language}/sign-in/code`, { email: 'reader@voter.example', code: '🙂-\u202eABCD' });
    const html = await answer.text();
    expect(answer.status).toBe(status);
    expectSaid(html, language, code);
    expect(html).toContain('value="reader@voter.example"');
    expect(html).toContain('value="🙂-\u202eABCD"');
  });
});

describe('A choice that is not saved', () => {
  it.each(
    inEveryLanguage([
      ['VOTING.CLOSED', 409],
      ['VOTING.PAUSED', 503],
      ['VOTING.CHANGE_NOT_ALLOWED', 409],
      ['VOTING.NOMINEE_WITHDRAWN', 422],
      ['VOTING.OWN_PROJECT', 422],
    ]),
  )('because of %s is explained in %s, and stays chosen on the page', async (code, language, status) => {
    web.refuse('voting', `PUT ${BALLOT}`, status, { code });
    const cookie = `__Host-wsis-ballot=${ballotSession()}`;
    const answer = await post(`/${language}${BALLOT}/categories/C1`, { C1: '17', _base: '0' }, cookie);
    const html = await answer.text();
    expect(answer.status).toBe(status);
    expectSaid(html, language, code);
    expect(html.match(/<input[^>]* checked[^>]*>/g)).toEqual([expect.stringContaining('value="17"')]);
  });
});
