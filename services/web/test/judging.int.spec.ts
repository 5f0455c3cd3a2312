import { LANGUAGES } from '@wsis/kernel';
import { demonstration2026 } from '@wsis/rule-book';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, visitorOf, type DeskVisitor } from './scripted-desk.js';
import {
  BARRED_ID,
  CRITERIA,
  ENTRY_ID,
  EXPERT_PATHS,
  SEALED_ID,
  assignment,
  rankingOf,
  scoresOf,
  scriptJudging,
} from './scripted-judging.js';

const SHEET = `/en/desk/judging/demo-2026/sheets/${ENTRY_ID}`;
const SAVE = `PUT /editions/demo-2026/sheets/${ENTRY_ID}`;
const SEAL = `POST /editions/demo-2026/sheets/${ENTRY_ID}/seal`;
const ASSIGNMENTS = 'GET /editions/demo-2026/my/assignments';
const RANKING = 'GET /editions/demo-2026/panels/C1/ranking';
const [first = '', second = ''] = CRITERIA;

let web: ScriptedWeb;
let expert: DeskVisitor;
let chair: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  expert = await visitorOf(web, { roles: [{ role: 'expert', edition: 'demo-2026' }] });
  chair = await visitorOf(web, { roles: [{ role: 'panel-chair', edition: 'demo-2026' }] });
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clients.calls.splice(0);
  scriptJudging(web);
});

const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
/** What a browser would send of the sheet that is shown. */
async function sheetShown(): Promise<Record<string, string>> {
  const html = await (await expert.get(SHEET)).text();
  return {
    _base: hidden(html, '_base'),
    _was: hidden(html, '_was'),
    comment: 'Mine alone',
    ...Object.fromEntries(CRITERIA.map((id) => [`scores.${id}`, '3'])),
  };
}
const theirSheet = (more: object) =>
  web.clients.on('evaluation', ASSIGNMENTS, () => [
    assignment({ sheet: { scores: scoresOf(3), comment: 'Mine alone', version: 5, sealed: false, ...more } }),
  ]);

describe('Every page of an expert', () => {
  it.each(LANGUAGES.flatMap((language) => EXPERT_PATHS.map((path) => [`/${language}${path}`, language] as const)))(
    '%s is whole, in its language and safe',
    async (address, language) => {
      const answer = await expert.get(address);
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain(`<html lang="${language}"`);
      expect(html).not.toMatch(/web\.[a-z]+[.-]|problem\.|rule\.[a-z]|undefined|\[object|<b>|<i>/);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    },
  );

  it('is for judges alone', async () => {
    const screener = await visitorOf(web, { roles: [{ role: 'screener', edition: 'demo-2026' }] });
    for (const path of EXPERT_PATHS) expect((await screener.get(`/en${path}`)).status).toBe(403);
  });

  it('asks for nothing but the expert’s own assignments', async () => {
    for (const path of EXPERT_PATHS) await expert.get(`/en${path}`);
    const asked = web.clients.calls.filter(({ service }) => service === 'evaluation');
    expect(new Set(asked.map(({ request }) => `${request.method} ${request.path}`))).toEqual(new Set([ASSIGNMENTS]));
  });
});

describe('A score sheet', () => {
  it('shows what each score means, and the original beside the reader’s language', async () => {
    const html = await (await expert.get(`/ar/desk/judging/demo-2026/sheets/${ENTRY_ID}`)).text();
    expect(html).toContain('Un &lt;i>texte&lt;/i>.');
    expect(html).toContain('نص.');
    expect(html).toContain(`name="scores.${first}" value="3" checked`);
  });

  it('is saved from the version that stands', async () => {
    web.clients.on('evaluation', SAVE, () => ({ version: 3 }));
    const answer = await expert.post(SHEET, { ...(await sheetShown()), [`scores.${first}`]: '4' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, SHEET]);
    const [sent] = callsTo(web, `evaluation ${SAVE}`);
    expect(sent?.headers?.['if-match']).toBe('"2"');
    expect(sent?.body).toEqual({ scores: { ...scoresOf(3), [first]: 4 }, comment: 'Mine alone' });
  });

  it('keeps what another tab has saved meanwhile', async () => {
    const shown = await sheetShown();
    theirSheet({ scores: { ...scoresOf(3), [second]: 5 } });
    web.clients.on('evaluation', SAVE, () => ({ version: 6 }));
    await expert.post(SHEET, { ...shown, [`scores.${first}`]: '4' });
    const [sent] = callsTo(web, `evaluation ${SAVE}`);
    expect(sent?.headers?.['if-match']).toBe('"5"');
    expect(sent?.body).toMatchObject({ scores: { [first]: 4, [second]: 5 } });
  });

  it('asks where two tabs disagree, and saves nothing before', async () => {
    const shown = await sheetShown();
    theirSheet({ comment: 'From the other tab' });
    const answer = await expert.post(SHEET, { ...shown, comment: 'From this tab' });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('From the other tab');
    expect(html).toContain('From this tab');
    expect(callsTo(web, `evaluation ${SAVE}`)).toEqual([]);
  });

  it('keeps what was typed when it is refused, with what is wrong at its field', async () => {
    web.refuse('evaluation', SAVE, 422, {
      code: 'EVALUATION.SHEET_INVALID',
      errors: [{ field: `scores.${first}`, rule: 'maximum', params: { max: 5, limit: 5 } }],
    });
    const answer = await expert.post(SHEET, {
      ...(await sheetShown()),
      [`scores.${first}`]: '99',
      comment: 'So <good>',
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('So &lt;good>');
    expect(html).toContain(`href="#scores.${first}"`);
  });

  it('shows nothing of an entry that a conflict bars', async () => {
    const html = await (await expert.get(`/en/desk/judging/demo-2026/sheets/${BARRED_ID}`)).text();
    expect(html).not.toContain('<form class="form"');
    expect(html).not.toContain('Villages');
  });

  it('is not offered once it is sealed', async () => {
    const html = await (await expert.get(`/en/desk/judging/demo-2026/sheets/${SEALED_ID}`)).text();
    expect(html).not.toContain('<form class="form"');
    expect(html).not.toContain('/conflict"');
  });
});

describe('Sealing', () => {
  it('seals the version that was shown', async () => {
    web.clients.on('evaluation', SEAL, () => ({}));
    const html = await (await expert.get(`${SHEET}/sealing`)).text();
    const answer = await expert.post(`${SHEET}/sealing`, { _base: hidden(html, '_base') });
    const sent = callsTo(web, `evaluation ${SEAL}`);
    expect([answer.status, sent.map(({ headers }) => headers?.['if-match'])]).toEqual([303, ['"2"']]);
  });

  it('shows the scores again where another tab has changed them since', async () => {
    web.refuse('evaluation', SEAL, 409, { code: 'EVALUATION.STALE_SHEET', currentVersion: 5 });
    theirSheet({ scores: scoresOf(5) });
    const answer = await expert.post(`${SHEET}/sealing`, { _base: '2' });
    expect([answer.status, callsTo(web, `evaluation ${SEAL}`)[0]?.headers?.['if-match']]).toEqual([409, '"2"']);
    expect(hidden(await answer.text(), '_base')).toBe('5');
  });

  it('is not offered while a criterion is not scored', async () => {
    theirSheet({ scores: { [first]: 3 } });
    expect((await expert.get(`${SHEET}/sealing`)).headers.get('location')).toBe(SHEET);
    expect(await (await expert.get(SHEET)).text()).not.toContain('/sealing"');
  });
});

describe('Stepping back', () => {
  it('keeps the reason that was typed when it is refused', async () => {
    web.refuse('evaluation', 'POST /editions/demo-2026/conflicts', 422, {
      code: 'HTTP.VALIDATION_FAILED',
      errors: [{ field: 'reason', rule: 'minLength', params: { min: 3 } }],
    });
    const answer = await expert.post(`${SHEET}/conflict`, { reason: '<o' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('&lt;o');
  });

  it('is declared for the one entry', async () => {
    web.clients.on('evaluation', 'POST /editions/demo-2026/conflicts', () => ({}));
    expect((await expert.post(`${SHEET}/conflict`, { reason: 'My cousin' })).status).toBe(303);
    const [sent] = callsTo(web, 'evaluation POST /editions/demo-2026/conflicts');
    expect(sent?.body).toEqual({ nomineeId: ENTRY_ID, reason: 'My cousin' });
  });
});

describe('The panels', () => {
  const PANEL = '/en/desk/panels/demo-2026/C1';
  const DECIDE = 'POST /editions/demo-2026/decisions';

  it('are sorted by how far they are, and taken along as a table, without a score', async () => {
    const secretary = await visitorOf(web, {});
    const sealed = async (sort: string) => {
      const html = await (await secretary.get(`/en/desk/panels?edition=demo-2026&sort=${sort}`)).text();
      return [...html.matchAll(/data-label="Sealed sheets"[^>]*>(\d+)</g)].map(([, count]) => Number(count));
    };
    const rising = await sealed('sealed');
    expect(new Set(rising).size).toBeGreaterThan(1);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(await sealed('-sealed')).toEqual(rising.toReversed());
    const file = await secretary.get('/en/desk/panels/demo-2026/panels.csv');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="panels.csv"');
    const [head, ...rows] = (await file.text()).trim().split('\r\n');
    expect(head).toBe('category,members,entries,sealed,conflicts,decided');
    expect(rows).toHaveLength(demonstration2026.categories.length);
  });

  it('show a chair counts alone, and the way to the own panel', async () => {
    const html = await (await chair.get('/en/desk/panels')).text();
    expect(html).toContain('href="/en/desk/panels/demo-2026/C1"');
    expect(html).not.toContain('href="/en/desk/panels/demo-2026/C2"');
    expect(callsTo(web, `evaluation ${RANKING}`)).toEqual([]);
  });

  it('are not for experts', async () => {
    for (const path of ['/en/desk/panels', PANEL, `${PANEL}/decision`]) {
      expect((await expert.get(path)).status).toBe(403);
    }
  });

  it('reveal nothing, and offer no decision, before the service does', async () => {
    web.refuse('evaluation', RANKING, 409, {
      code: 'EVALUATION.OWN_SHEETS_FIRST',
      title: 'First your own',
      detail: 'Seal.',
    });
    const html = await (await chair.get(PANEL)).text();
    expect(html).toContain('First your own');
    expect(html).not.toMatch(/<table|\/decision"/);
    expect((await chair.get(`${PANEL}/decision`)).headers.get('location')).toBe(PANEL);
    expect((await chair.post(`${PANEL}/decision`, { outcome: ENTRY_ID })).status).toBe(303);
    expect(callsTo(web, `evaluation ${DECIDE}`)).toEqual([]);
  });

  it('name the entries, and say what became of a decision that was proposed', async () => {
    const html = await (await chair.get(PANEL)).text();
    expect(html).toContain('Villages numériques');
    expect(html).toContain('href="/en/desk/panels/demo-2026/C1/decision"');
    expect(await (await chair.get(`${PANEL}/decision`)).text()).toMatch(/<label[^>]*>.*Villages numériques/);
    web.clients.on('evaluation', RANKING, () => rankingOf({ state: 'waiting', reason: null }));
    const waiting = await (await chair.get(PANEL)).text();
    expect(waiting).toContain('It waits for a second person of the secretariat.');
    expect(waiting).not.toContain('/decision"');
    web.clients.on('evaluation', RANKING, () => rankingOf({ state: 'refused', reason: 'No <quorum>' }));
    const refused = await (await chair.get(PANEL)).text();
    expect(refused).toContain('No &lt;quorum>');
    expect(refused).toContain('/decision"');
    expect(await (await chair.get('/en/desk/panels')).text()).toContain('Decision proposed');
  });

  it('propose a winner with special recognition', async () => {
    web.clients.on('evaluation', DECIDE, () => ({ approvalId: 'a' }));
    const answer = await chair.post(`${PANEL}/decision`, [
      ['outcome', ENTRY_ID],
      ['specialRecognition', SEALED_ID],
      ['statement', 'Both are excellent.'],
    ]);
    expect(answer.status).toBe(303);
    const decision = {
      category: 'C1',
      outcome: 'winner',
      winnerNomineeId: ENTRY_ID,
      specialRecognition: [SEALED_ID],
      statement: 'Both are excellent.',
    };
    expect(callsTo(web, `evaluation ${DECIDE}`)[0]?.body).toEqual({ decisions: [decision] });
  });

  it('keep the statement and the choices when they are refused', async () => {
    web.refuse('evaluation', DECIDE, 422, {
      code: 'EVALUATION.CONFIRMATION_REQUIRED',
      errors: [{ field: 'statement', rule: 'required' }],
    });
    const answer = await chair.post(`${PANEL}/decision`, { outcome: 'no-winner', statement: 'No <w>' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('No &lt;w>');
    expect(html).toContain('value="no-winner" checked');
    expect(html).toContain('id="statement-error"');
  });

  it('ask for an outcome before anything is proposed', async () => {
    expect((await chair.post(`${PANEL}/decision`, { statement: 'x' })).status).toBe(422);
    expect(callsTo(web, `evaluation ${DECIDE}`)).toEqual([]);
  });
});
