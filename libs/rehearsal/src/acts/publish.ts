import { byTwo } from '../people/staff.js';
import { check, checkRefusal, until, type Stage } from '../stage.js';

/** Two persons stage and approve a release; the play goes on once the public sees it. */
export async function release(stage: Stage, kind: 'nominees' | 'champions' | 'winners'): Promise<void> {
  const { http, editionId, first, second, progress } = stage;
  progress.scene(`Two persons release the ${kind}`);
  const base = `/api/promotion/editions/${editionId}`;
  const before = await http.send({ path: `${base}/results` });
  check(
    stage,
    `Nothing of the ${kind} is public before their release`,
    before.status === 404 || isEmpty(before.body?.[kind]),
    `answered ${before.status}`,
  );
  await until(`promotion is ready for the ${kind}`, async () => {
    const staged = await first.send({
      method: 'POST',
      path: `${base}/releases`,
      body: { kind, publishAt: new Date(Date.now() + 1_000).toISOString() },
    });
    if (staged.status === 409 && staged.body?.code === 'PROMOTION.NOT_READY') return undefined;
    if (staged.status !== 202 && staged.status !== 201)
      throw new Error(`A release was refused: ${staged.status} ${staged.raw.toString('utf8').slice(0, 300)}`);
    await second.approve('promotion', staged.body.approvalId as string);
    return true;
  });
  await until(`the ${kind} are public`, async () => {
    const results = await http.send({ path: `${base}/results` });
    return results.status === 200 && !isEmpty(results.body?.[kind]) ? true : undefined;
  });
}

function isEmpty(part: unknown): boolean {
  if (part === undefined || part === null) return true;
  if (Array.isArray(part)) return part.length === 0;
  return typeof part === 'object' && Object.keys(part).length === 0;
}

/** Winners get certificates in six languages; nobody else gets a winner's. */
export async function certificates(stage: Stage): Promise<void> {
  const { http, editionId, first, progress } = stage;
  progress.scene('Certificates');
  const base = `/api/promotion/editions/${editionId}/certificates`;
  const [category, winner] = [...stage.winners].find(([, id]) => id !== null) ?? [];
  if (!category || !winner) throw new Error('Nobody won');
  const loser = stage.nominees.find((nominee) => nominee.category === category && nominee.id !== winner);
  let good = 0;
  for (const language of ['ar', 'zh', 'en', 'fr', 'ru', 'es']) {
    const issued = await first.expect([200, 201], {
      method: 'POST',
      path: base,
      body: { nomineeId: winner, honour: 'winner', language },
    });
    const document = await http.expect(200, {
      path: `/api/promotion/certificates/${String(issued.body.certificateId)}/document.pdf`,
    });
    if (document.raw.subarray(0, 5).toString('latin1') === '%PDF-' && document.raw.length > 5_000) good += 1;
  }
  check(stage, 'The winner has a certificate in each of the six languages', good === 6, `${good} of 6`);
  checkRefusal(
    stage,
    'A project that did not win gets no certificate of a winner',
    await first.send({ method: 'POST', path: base, body: { nomineeId: loser?.id, honour: 'winner', language: 'en' } }),
    422,
    'PROMOTION.HONOUR_NOT_HELD',
  );
}

/** One short phase is opened and closed by the calendar itself. */
export async function shortPhaseByCalendar(stage: Stage): Promise<void> {
  const { http, editionId, first, second, progress } = stage;
  progress.scene('The calendar opens and closes a short phase by itself');
  const path = `/api/competition/editions/${editionId}/calendar`;
  const before = await http.expect(200, { path });
  const now = Date.parse(String(before.body.now));
  await byTwo(first, second, 'competition', {
    path: `${path}/changes`,
    body: {
      fromVersion: before.body.version,
      reason: 'The announcement is short',
      phases: [
        {
          phase: 'announcement',
          opensAt: new Date(now + 3_000).toISOString(),
          closesAt: new Date(now + 4_500).toISOString(),
        },
      ],
    },
  });
  const phase = await until('the calendar has opened and closed the announcement', async () => {
    const calendar = await http.expect(200, { path });
    const found = (calendar.body.phases as { phase: string; openedAt?: string; closedAt?: string }[]).find(
      (one) => one.phase === 'announcement',
    );
    return found?.openedAt && found.closedAt ? found : undefined;
  });
  check(
    stage,
    'The calendar opened and closed a phase by itself',
    Date.parse(phase.closedAt ?? '') > Date.parse(phase.openedAt ?? ''),
    '',
  );
}
