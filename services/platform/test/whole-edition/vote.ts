import { eventually } from '@wsis/testing';
import { agree, EDITION, PROJECTS, type Cast } from './cast.js';
import type { Person } from './person.js';
import { movePhase } from './rules.js';
import { TRANSLATED } from './screen.js';

/** Pages for all are kept for some seconds. */
const PATIENT = { timeoutMs: 40_000, everyMs: 500 };
const NAMES = { nominees: 'les projets nominés', champions: 'les Champions', winners: 'les Lauréats' } as const;

/** Makes something public, by two, at the instant that the page proposes: now. */
export async function release(cast: Cast, what: keyof typeof NAMES): Promise<void> {
  const { secretary } = cast;
  await secretary.desk('Éditions', EDITION.name, 'Résultats et annonces');
  await secretary.screen(`outcome-${what}`);
  await secretary.follow(new RegExp(`^Choisir l’instant.*${NAMES[what]}`));
  await eventually(
    'there is something to announce',
    async () => {
      await secretary.page.reload();
      expect(await secretary.main.getByRole('button', { name: 'Proposer' }).count()).toBe(1);
    },
    PATIENT,
  );
  await secretary.press('Proposer');
  await agree(cast, /نشر إعلان .*2099/);
}

export async function openTheVote(cast: Cast): Promise<void> {
  await release(cast, 'nominees');
  await movePhase(cast, 'Vote public en ligne', 'Ouvrir');
}

/** From the home page to a ballot of one's own. */
async function register(voter: Person, words: string): Promise<void> {
  await voter.open('');
  await eventually(
    'the home page leads to the vote',
    async () => {
      await voter.page.reload();
      expect(await voter.main.getByRole('link', { name: words, exact: true }).count()).toBe(1);
    },
    PATIENT,
  );
  await voter.follow(words);
  await voter.signIn();
  const { page } = voter;
  await page.fill('#userName', voter.traits.email);
  await page.fill('#organisationName', 'Association des lecteurs');
  await page.selectOption('#stakeholderType', 'academia');
  await page.selectOption('#country', voter.traits.language === 'fr' ? 'FR' : 'EG');
  // Without consent it is refused beside the field, and what was chosen stays.
  await voter.send();
  expect(await voter.main.getByRole('alert').count()).toBe(1);
  expect(await page.inputValue('#userName')).toBe(voter.traits.email);
  await page.check('#consent');
  await voter.send();
}

async function chooseIn(voter: Person, category: number, title: string): Promise<void> {
  await voter.step(voter.main.locator('ol.ballot a').nth(category));
  await voter.main.locator('.nominee', { hasText: title }).getByRole('radio').check();
  await voter.send();
}

/** Two voters fill their ballots, each in their language; one thinks again. */
export async function vote({ maha, paul }: Cast): Promise<void> {
  await register(maha, 'صوّت الآن');
  await chooseIn(maha, 0, TRANSLATED[PROJECTS.library] ?? '');
  await chooseIn(maha, 1, PROJECTS.villages);
  await chooseIn(maha, 2, PROJECTS.archive);
  await chooseIn(maha, 0, TRANSLATED[PROJECTS.classes] ?? '');
  expect(await voted(maha)).toBe(3);
  await maha.follow('إيصالي');
  expect(await maha.main.locator('table tbody tr').count()).toBe(4);

  await register(paul, 'Voter maintenant');
  await chooseIn(paul, 0, PROJECTS.classes);
  await chooseIn(paul, 1, TRANSLATED[PROJECTS.villages] ?? '');
  await chooseIn(paul, 2, TRANSLATED[PROJECTS.archive] ?? '');
  expect(await voted(paul)).toBe(3);
}

const voted = (voter: Person) => voter.main.locator('ol.ballot strong').count();
