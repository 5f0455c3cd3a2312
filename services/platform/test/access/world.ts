import { type Moment, type Stage } from '@wsis/rehearsal';
import {
  OTHER_EDITION,
  COLLEAGUE,
  INVITED,
  SCREENER_OF_ORGANISATION,
  SCREENER_STEPPED_BACK,
  SUBMITTER,
  type Person,
} from './cast.js';

/** Words by which whoever should not have read them is known. */
export const DRAFT_TITLE = 'Quillwort before it is handed in';
export const UNNOMINATED_TITLE = 'Saxifrage that was handed in';

/** The things that are asked for. */
export interface World {
  readonly edition: string;
  readonly category: string;
  readonly otherCategory: string;
  readonly organisation: string;
  readonly otherOrganisation: string;
  /** Submissions of the organisation that everybody's relation is about. */
  draft: string;
  withdrawnDraft: string;
  submitted: string;
  nominated: string;
  /** A nominee of the panel's category, in which one expert has a conflict; and one of the other category. */
  nominee: string;
  otherNominee: string;
  picture: string;
  /** What waits for a second person in voting, and what is done, by service. */
  pending: string;
  decided: Record<string, string>;
  certificate: string;
  accounts: Record<string, string>;
}

const MEMBERS = [COLLEAGUE, SCREENER_OF_ORGANISATION];

/** Sets the scene once the play's own entries are handed in. */
export async function setTheScene(stage: Stage, cast: readonly Person[]): Promise<World> {
  const { http, editionId } = stage;
  const tokenOf = (name: string) => cast.find((person) => person.name === name)?.token;
  const [first] = stage.nominators;
  if (!first) throw new Error('Nobody submits');
  const organisation = first.organisationId;
  await stage.first.expect(201, {
    method: 'POST',
    path: '/api/competition/editions',
    body: { id: OTHER_EDITION, year: 2027, name: 'Another edition', timeZone: 'Europe/Zurich' },
  });
  for (const name of [...MEMBERS, INVITED]) {
    const email = `${name.replaceAll(' ', '-')}@cast.rehearsal.example`;
    const path = `/api/identity/organisations/${organisation}/members`;
    await http.expect(202, { method: 'POST', path, token: tokenOf(SUBMITTER), body: { email } });
    if (name === INVITED) continue;
    const join = `/api/identity/organisations/${organisation}/membership`;
    await http.expect(204, { method: 'POST', path: join, token: tokenOf(name), body: {} });
  }
  const begin = async (title: string) => {
    const [entry] = first.entries;
    const answer = await http.expect(201, {
      method: 'POST',
      path: `/api/nominations/editions/${editionId}/submissions`,
      token: tokenOf(SUBMITTER),
      body: {
        language: 'en',
        values: { ...entry?.values, title },
        organisationId: organisation,
        generated: true,
      },
    });
    return String(answer.body.id);
  };
  const [draft, withdrawnDraft, submitted] = [
    await begin(DRAFT_TITLE),
    await begin('Bracken'),
    await begin(UNNOMINATED_TITLE),
  ];
  const own = (id: string) => `/api/nominations/submissions/${id}`;
  const token = tokenOf(SUBMITTER);
  await http.expect(200, { method: 'POST', path: `${own(withdrawnDraft)}/withdrawal`, token, body: {} });
  const headers = { 'if-match': '"1"' };
  await http.expect(200, { method: 'POST', path: `${own(submitted)}/submission`, token, headers, body: {} });
  await http.expect(204, {
    method: 'POST',
    path: `${own(submitted)}/conflict`,
    token: tokenOf(SCREENER_STEPPED_BACK),
    body: { reason: 'My own field' },
  });
  const pictures = await Promise.all(
    first.entries.map(async ({ submissionId }) => {
      const { body } = await http.expect(200, { path: own(submissionId), token });
      return { submissionId, file: body.pictures[0]?.variants[0]?.file as string | undefined };
    }),
  );
  const pictured = pictures.find(({ file }) => file !== undefined);
  const [category, otherCategory] = stage.ruleBook.categories.map(({ code }) => code);
  const accounts: Record<string, string> = {};
  for (const person of cast) {
    const claims = person.kind === 'account' ? person.token?.split('.')[1] : undefined;
    if (claims === undefined) continue;
    accounts[person.name] = (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub;
  }
  return {
    edition: editionId,
    category: category ?? '',
    otherCategory: otherCategory ?? '',
    organisation,
    otherOrganisation: stage.nominators[1]?.organisationId ?? '',
    draft,
    withdrawnDraft,
    submitted,
    nominated: pictured?.submissionId ?? '',
    nominee: '',
    otherNominee: '',
    picture: pictured?.file ?? '',
    pending: '',
    decided: {},
    certificate: '',
    accounts,
  };
}

/** Decides what is left undecided, so that the play can go on. */
export async function moveOn(stage: Stage, world: World, moment: Moment): Promise<void> {
  if (moment !== 'screening') return;
  await stage.screeners[0]?.expect(200, {
    method: 'POST',
    path: `/api/nominations/submissions/${world.submitted}/screening`,
    body: { outcome: 'decline', reason: 'There were more entries than places.' },
  });
}

/** Learns what the play has brought about by a moment. */
export async function lookAround(stage: Stage, world: World, moment: Moment): Promise<void> {
  const { first, editionId } = stage;
  if (moment === 'frozen') {
    world.nominee = stage.nominees.find(({ category }) => category === world.category)?.id ?? '';
    world.otherNominee = stage.nominees.find(({ category }) => category === world.otherCategory)?.id ?? '';
  }
  if (moment === 'voting') {
    const body = { reason: 'Tried and left for somebody to agree to' };
    const path = `/api/voting/editions/${editionId}/running-counts`;
    const proposed = await first.expect(202, { method: 'POST', path, body });
    world.pending = String(proposed.body.approvalId);
  }
  if (moment === 'judging') {
    const champions = stage.champions.get(world.category) ?? [];
    world.nominee = champions[0] ?? '';
    world.otherNominee = stage.champions.get(world.otherCategory)?.[0] ?? '';
    for (const service of ['identity', 'competition', 'nominations', 'voting', 'evaluation', 'promotion']) {
      const list = await first.expect(200, { path: `/api/${service}/approvals?state=approved&edition=${editionId}` });
      world.decided[service] = String(list.body.items[0]?.id ?? '');
    }
  }
  if (moment === 'announced') {
    const path = `/api/promotion/editions/${editionId}/certificates`;
    const list = await first.expect(200, { path });
    world.certificate = String(list.body.items[0]?.certificateId ?? '');
  }
}
