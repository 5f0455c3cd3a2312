import { castEntries } from '../entries.js';
import { paintProjectPicture } from '../project-picture.js';
import { byTwo } from '../people/staff.js';
import { signInByMail } from '../people/inbox-code.js';
import { crowd } from '../progress.js';
import { check, checkRefusal, until, type Nominator, type Nominee, type Stage } from '../stage.js';

const ENTRIES_PER_NOMINATOR = 8;
/** Enough to see pages with and without; each picture costs its service a tenth of a second. */
const ENTRIES_PER_PICTURE = 20;

interface CastEntry {
  readonly entry: ReturnType<typeof castEntries>[number]['entry'];
  readonly outcome: ReturnType<typeof castEntries>[number]['outcome'];
  submissionId: string;
}

/** Organisations sign in, draft and submit real projects of past years and generated ones. */
export async function submitEntries(stage: Stage): Promise<readonly CastEntry[]> {
  const { http, mail, editionId, progress, chance, ruleBook } = stage;
  const cast: CastEntry[] = castEntries(ruleBook, ruleBook.year, chance, {
    surplus: ruleBook.year === 2015 ? 0 : 1,
    nominees: stage.options.nomineesPerCategory,
  }).map((one) => ({ ...one, submissionId: '' }));
  const count = stage.options.nominators ?? Math.ceil(cast.length / ENTRIES_PER_NOMINATOR);
  progress.scene(`${count} nominators submit ${cast.length} entries`);
  stage.nominators = await crowd(Array.from({ length: count }), 8, async (_, index): Promise<Nominator> => {
    const email = `nominator-${index + 1}@organisations.rehearsal.example`;
    const signedIn = await signInByMail(http, mail, { email, language: 'en', from: address(1, index) });
    const organisation = await http.expect([200, 201], {
      method: 'POST',
      path: '/api/identity/organisations',
      token: signedIn.token,
      body: { name: `Nominating body ${index + 1}`, country: 'CH', stakeholderType: 'civil-society' },
    });
    return { email, ...signedIn, organisationId: String(organisation.body.organisationId), entries: [] };
  });

  let triedOverLimit = false;
  await crowd(
    cast,
    8,
    async (one, index) => {
      const nominator = stage.nominators[index % count] as Nominator;
      const content = {
        language: 'en',
        values: one.entry.values,
        organisationId: nominator.organisationId,
        generated: one.entry.generated,
      };
      const { token } = nominator;
      let first: Record<string, unknown> = content;
      const tooLong =
        !triedOverLimit && ruleBook.submission.fields.find((field) => field.id === 'shortDescription')?.maxWords;
      if (tooLong) {
        triedOverLimit = true;
        first = { ...content, values: { ...content.values, shortDescription: 'word '.repeat(tooLong + 50).trim() } };
      }
      const path = `/api/nominations/editions/${editionId}/submissions`;
      const draft = await http.expect(201, { method: 'POST', path, token, body: first });
      one.submissionId = (draft.body.submissionId ?? draft.body.id) as string;
      let version = Number(draft.body.version);
      const own = `/api/nominations/submissions/${one.submissionId}`;
      if (tooLong) {
        const refused = await http.send({
          method: 'POST',
          path: `${own}/submission`,
          token,
          headers: { 'if-match': `"${version}"` },
          body: {},
        });
        check(
          stage,
          'A text over its word limit is refused at submission, and the field is named',
          refused.status === 422 && JSON.stringify(refused.body?.errors ?? '').includes('shortDescription'),
          `answered ${refused.status} ${String(refused.body?.code)}`,
        );
        const kept = await http.expect(200, { path: own, token });
        check(
          stage,
          'What was typed over the limit is not lost',
          String(kept.body.values?.shortDescription ?? '').split(' ').length === tooLong + 50,
          '',
        );
        const saved = await http.expect(200, {
          method: 'PUT',
          path: own,
          token,
          headers: { 'if-match': `"${version}"` },
          body: content,
        });
        version = Number(saved.body.version);
      }
      if (index % ENTRIES_PER_PICTURE === 0) await addPicture(stage, own, token, index);
      await http.expect([200, 201, 204], {
        method: 'POST',
        path: `${own}/submission`,
        token,
        headers: { 'if-match': `"${version}"` },
        body: {},
      });
      nominator.entries.push({ ...one.entry, submissionId: one.submissionId });
    },
    (done, of) => progress.show(done, of),
  );
  stage.figures['submissions'] = cast.length;
  return cast;
}

/** One project shows a picture, with words for those who cannot see it. */
async function addPicture(stage: Stage, submission: string, token: string | undefined, number: number): Promise<void> {
  const { bytes, description } = await paintProjectPicture(number);
  await stage.http.expect(201, {
    method: 'POST',
    path: `${submission}/pictures?description=${encodeURIComponent(description)}`,
    token,
    headers: { 'content-type': 'image/jpeg' },
    body: bytes,
  });
}

/** Screeners nominate, decline with a reason and send back for revision; then two persons freeze the list. */
export async function screenAndFreeze(stage: Stage, cast: readonly CastEntry[]): Promise<void> {
  const { http, editionId, progress } = stage;
  progress.scene('Screeners decide on every submission');
  await crowd(
    cast,
    4,
    async (one, index) => {
      const screener = stage.screeners[index % stage.screeners.length];
      if (!screener) throw new Error('There is no screener');
      const path = `/api/nominations/submissions/${one.submissionId}`;
      const decide = async (decision: string, reason: string) =>
        screener.expect([200, 201, 204], {
          method: 'POST',
          path: `${path}/screening`,
          body: { outcome: decision, reason },
        });
      if (one.outcome === 'decline') {
        await decide('decline', 'The category had more entries than places.');
        return;
      }
      if (one.outcome === 'return-then-nominate') {
        await decide('return', 'Please say more about the results.');
        const nominator = stage.nominators.find((body) =>
          body.entries.some((entry) => entry.submissionId === one.submissionId),
        );
        const back = await http.expect(200, { path, token: nominator?.token });
        await http.expect([200, 201, 204], {
          method: 'POST',
          path: `${path}/submission`,
          token: nominator?.token,
          headers: { 'if-match': `"${String(back.body.version)}"` },
          body: {},
        });
      }
      await decide('nominate', 'Fits the category and shows results.');
    },
    (done, of) => progress.show(done, of),
  );
  http.openingUntil = 0;
  progress.scene('Two persons freeze the list of nominees');
  await byTwo(stage.first, stage.second, 'nominations', {
    path: `/api/nominations/editions/${editionId}/nominee-list/freeze`,
    body: {},
  });
  const early = await stage.http.send({ path: `/api/nominations/editions/${editionId}/nominees?limit=200` });
  check(
    stage,
    'The frozen list is nobody’s but the staff’s before its release',
    early.status === 200 && early.body.items.length === 0,
    '',
  );
  stage.nominees = await frozenList(stage, await stage.first.freshToken());
  const expected = cast.filter((one) => one.outcome !== 'decline').length;
  check(
    stage,
    'Every nominated submission is on the frozen list',
    stage.nominees.length === expected,
    `${stage.nominees.length} of ${expected}`,
  );
  check(
    stage,
    'Nominees have numbers of their own',
    new Set(stage.nominees.map((one) => one.number)).size === stage.nominees.length,
    '',
  );
  const late = stage.nominators[0];
  if (late) {
    const answer = await http.send({
      method: 'POST',
      path: `/api/nominations/editions/${editionId}/submissions`,
      token: late.token,
      body: {
        language: 'en',
        values: late.entries[0]?.values ?? {},
        organisationId: late.organisationId,
        generated: true,
      },
    });
    const submitted =
      answer.status === 201
        ? await http.send({
            method: 'POST',
            path: `/api/nominations/submissions/${String(answer.body.id)}/submission`,
            token: late.token,
            headers: { 'if-match': `"${String(answer.body.version)}"` },
            body: {},
          })
        : answer;
    check(
      stage,
      'A submission after the freeze is refused',
      submitted.status === 409 || submitted.status === 422,
      `answered ${submitted.status} ${String(submitted.body?.code)}`,
    );
  }
  checkRefusal(
    stage,
    'A nominator cannot screen',
    await http.send({
      method: 'POST',
      path: `/api/nominations/submissions/${String(cast[0]?.submissionId)}/screening`,
      token: stage.nominators[0]?.token,
      body: { outcome: 'nominate', reason: 'It is mine.' },
    }),
    403,
    'ACCESS.ROLE_REQUIRED',
  );
}

/** The released list is the one that was frozen. */
export async function comparePublicList(stage: Stage): Promise<void> {
  const { http, editionId } = stage;
  // Read only once it is public as a whole: category by category, one could read across the moment of the release.
  await until('the list of nominees is public', async () => {
    const list = await http.expect(200, { path: `/api/nominations/editions/${editionId}/nominee-list` });
    return list.body.released === true ? true : undefined;
  });
  const released = await frozenList(stage, undefined);
  check(
    stage,
    'The released list is the frozen one',
    JSON.stringify(released) === JSON.stringify(stage.nominees),
    `${released.length} nominees`,
  );
}

async function frozenList(stage: Stage, token: string | undefined): Promise<Nominee[]> {
  const all: Nominee[] = [];
  for (const category of stage.ruleBook.categories) {
    let cursor: string | undefined;
    do {
      const page = await stage.http.expect(200, {
        path: `/api/nominations/editions/${stage.editionId}/nominees?category=${category.code}&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
        token,
      });
      for (const one of page.body.items as {
        id: string;
        number: number;
        category: string;
        texts: { language: string; title: string }[];
      }[]) {
        all.push({ id: one.id, number: one.number, category: one.category, title: one.texts[0]?.title ?? '' });
      }
      cursor = page.body.nextCursor as string | undefined;
    } while (cursor);
  }
  return all;
}

/** Waits until the ledger itself has opened, so that the first voter is not the one to find out. */
export async function waitForVoting(stage: Stage): Promise<void> {
  await until('the ledger is open', async () => {
    const answer = await stage.http.send({ path: `/api/voting/editions/${stage.editionId}/health` });
    return answer.status === 200 && answer.body.state === 'open' ? true : undefined;
  });
}

/** An address of the test networks, as a proxy would report it. */
export function address(network: number, index: number): string {
  return `10.${network}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`;
}
