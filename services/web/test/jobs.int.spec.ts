import { openDesk } from './open-desk.js';
import { callsTo } from './scripted-desk.js';
import { JOB_ID, REHEARSAL_ID, jobOf } from './scripted-watch.js';

const { web, secretary, auditor } = openDesk();

const JOB = `/en/desk/watch/jobs/promotion/${JOB_ID}`;
const CERTIFICATES = '/en/desk/editions/demo-2026/outcome/certificates';

describe('Long work', () => {
  it('is listed with how far it is, who began it, and the sweeps of the workers', async () => {
    const html = await (await auditor.get('/en/desk/watch/jobs')).text();
    expect(html).toContain('40 of 90');
    expect(html).toContain('Amina &lt;i>D.&lt;/i>');
    expect(html).toContain('Publish releases at their instant');
    expect(html).toContain(`href="${JOB}"`);
  });

  it('is cancelled while it runs, and resumed afterwards, by the secretariat alone', async () => {
    const running = await (await secretary.get(JOB)).text();
    expect(running).toContain(`action="${JOB}/cancellation"`);
    expect(running).not.toContain('/resumption"');
    expect(await (await auditor.get(JOB)).text()).not.toContain('/cancellation"');
    expect((await auditor.post(`${JOB}/cancellation`, {})).status).toBe(403);
    const call = `POST /jobs/${JOB_ID}/cancellation`;
    web.clients.on('promotion', call, () => jobOf({ state: 'cancelled' }));
    const answer = await secretary.post(`${JOB}/cancellation`, {});
    expect([answer.status, answer.headers.get('location')]).toEqual([303, JOB]);
    expect(callsTo(web, `promotion ${call}`)).toHaveLength(1);

    web.clients.on('promotion', `GET /jobs/${JOB_ID}`, () => jobOf({ state: 'failed', fault: 'PROMOTION.EMBARGOED' }));
    const failed = await (await secretary.get(JOB)).text();
    expect(failed).toContain(`action="${JOB}/resumption"`);
    expect(failed).toContain('class="notice problem"');
  });

  it('has the dress rehearsals of all editions in it, each with its own page, to be cancelled from here', async () => {
    const html = await (await secretary.get('/en/desk/watch/jobs')).text();
    const rehearsals = '/en/desk/editions/demo-2026/rehearsals';
    expect(html).toContain(`href="${rehearsals}/${REHEARSAL_ID}"`);
    expect(html).toMatch(/<progress[^>]*value="3" max="7"/);
    const stops = [...html.matchAll(/action="([^"]*)\/cancellation"/g)].map(([, path]) => path);
    // The one that is over cannot be cancelled.
    expect(stops.sort()).toEqual([`${rehearsals}/${REHEARSAL_ID}`, JOB].sort());
    const watched = await (await auditor.get('/en/desk/watch/jobs')).text();
    expect(watched).toContain(`href="${rehearsals}/${REHEARSAL_ID}"`);
    expect(watched).not.toContain('/cancellation"');
    web.refuse('competition', 'GET /dress-rehearsals', 503, { code: 'HTTP.UNAVAILABLE' });
    expect((await secretary.get('/en/desk/watch/jobs')).status).toBe(200);
  });

  it('of no service and of no number is nowhere', async () => {
    expect((await secretary.get(JOB.replace('promotion', 'nobody'))).status).toBe(404);
    expect((await secretary.get(`${JOB}9`)).status).toBe(404);
  });
});

describe('The certificates of an edition', () => {
  it('are counted by honour and language, with their files', async () => {
    const html = await (await secretary.get(CERTIFICATES)).text();
    expect(html).toContain(`href="${CERTIFICATES}/documents/nominee/ar/2"`);
    expect(html).not.toContain('/documents/nominee/fr/2"');
    expect(html).not.toContain('value="winner"');
  });

  it('are issued as a job, whose page says how far it is', async () => {
    const call = 'POST /editions/demo-2026/certificates/jobs';
    web.clients.on('promotion', call, () => ({ jobId: JOB_ID }));
    const answer = await secretary.post(CERTIFICATES, [
      ['honour', 'nominee'],
      ['languages', 'ar'],
      ['languages', 'zh'],
    ]);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, JOB]);
    expect(callsTo(web, `promotion ${call}`).map(({ body }) => body)).toEqual([
      { honour: 'nominee', languages: ['ar', 'zh'] },
    ]);
    const without = await secretary.post(CERTIFICATES, { languages: 'ar' });
    expect(without.status).toBe(422);
    expect(await without.text()).toContain('id="honour-error"');
  });

  it('come as a file that nobody keeps, for the secretariat alone', async () => {
    const path = `${CERTIFICATES}/documents/nominee/ar/1`;
    expect((await auditor.get(path)).status).toBe(403);
    expect((await secretary.get(`${CERTIFICATES}/documents/nominee/de/1`)).status).toBe(404);
    expect((await secretary.get(`${CERTIFICATES}/documents/nominee/ar/0`)).status).toBe(404);
  });
});
