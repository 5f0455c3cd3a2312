import { agree, EDITION, LAST_YEAR, type Cast } from './cast.js';
import type { Person } from './person.js';

const PHASES = [
  'Dépôt des candidatures',
  'Présélection par les experts',
  'Vote public en ligne',
  'Évaluation par les experts',
  'Annonce des lauréats',
] as const;

async function create(secretary: Person, { id, name, year }: typeof EDITION, copyFrom?: string): Promise<void> {
  await secretary.fill('Nom', name);
  await secretary.fill('Année', year);
  await secretary.fill('Nom dans les adresses', id);
  if (copyFrom !== undefined) await secretary.choose(/^Copier depuis/, copyFrom);
  await secretary.press('Créer une édition');
}

/** Opens one part of the draft, changes it, saves it, and is back at the draft. */
async function change(secretary: Person, part: string, type: () => Promise<unknown>): Promise<void> {
  await secretary.follow(part);
  await type();
  await secretary.press('Enregistrer le projet');
}

/** Last year's edition, as it was when it was over, as far as a copy asks for it: its rules and its dates. */
export async function lastYear(cast: Cast): Promise<void> {
  const { secretary } = cast;
  await secretary.desk('Éditions', 'Créer une édition');
  await create(secretary, LAST_YEAR);
  await secretary.follow('Règlement');
  await secretary.press('Commencer un projet');
  await secretary.follow('Catégories');
  const out = secretary.main.getByRole('button', { name: 'Retirer' });
  for (let left = await out.count(); left > 3; left -= 1) {
    await Promise.all([secretary.page.waitForEvent('framenavigated'), out.last().click()]);
    await secretary.page.waitForLoadState('domcontentloaded');
  }
  await secretary.follow('Projet de règlement');

  // Languages that pages do not have cannot be those of the submissions: told, with the ticks as they were set.
  const narrow = () => secretary.untick('chinois', 'anglais', 'russe', 'espagnol');
  await change(secretary, 'Langues', async () => {
    await narrow();
    await secretary.choose('La langue qui fait foi quand les textes diffèrent', 'français');
  });
  await secretary.isTold('Langues dans lesquelles un projet peut être décrit');
  expect(await secretary.main.getByLabel('russe', { exact: true }).isChecked()).toBe(false);
  await secretary.follow('Projet de règlement');
  await change(secretary, 'Candidatures', async () => {
    await secretary.tick('arabe', 'français');
    await secretary.untick('anglais');
  });
  await change(secretary, 'Langues', async () => {
    await narrow();
    await secretary.choose('La langue qui fait foi quand les textes diffèrent', 'français');
  });
  await change(secretary, 'Décompte', () => secretary.fill(/^Heures pour contester/, '0'));
  await secretary.follow('Proposer comme règlement');
  await secretary.press('Proposer comme règlement');
  // Nobody agrees with themselves.
  await secretary.follow(/Adopter le règlement de Prix d’essai 2098/);
  expect(await secretary.main.getByRole('link', { name: 'Approuver et exécuter' }).count()).toBe(0);
  await agree(cast, /اعتماد لائحة .*2098/);

  await secretary.desk('Éditions', LAST_YEAR.name, 'Calendrier des phases', 'Proposer des dates');
  for (const [index, phase] of PHASES.entries()) {
    const group = secretary.main.getByRole('group', { name: phase });
    await group.getByLabel(/^Ouverture/).fill(`2098-0${index + 1}-10T09:00`);
    await group.getByLabel(/^Clôture/).fill(`2098-0${index + 1}-25T18:00`);
  }
  // A vote that ends before it starts.
  const vote = secretary.main.getByRole('group', { name: 'Vote public en ligne' });
  await vote.getByLabel(/^Clôture/).fill('2098-03-09T18:00');
  await secretary.fill('Motif', 'Les dates de l’an dernier');
  await secretary.press('Voir ce qui s’ensuit');
  await secretary.isTold(/clôture/i, { label: 'Motif', text: 'Les dates de l’an dernier' });
  expect(await vote.getByLabel(/^Clôture/).inputValue()).toBe('2098-03-09T18:00');
  await vote.getByLabel(/^Clôture/).fill('2098-03-25T18:00');
  await secretary.press('Voir ce qui s’ensuit');
  await secretary.press('Proposer à la seconde personne');
  await agree(cast, /تغيير جدول .*2098/);
}

/** This year's edition: copied, three rules changed, adopted by two, and its dates set. */
export async function copyAndAdopt(cast: Cast): Promise<void> {
  const { secretary } = cast;
  await secretary.desk('Éditions', LAST_YEAR.name, 'Copier cette édition');
  await secretary.screen('new-edition');
  await create(secretary, EDITION);
  await secretary.sees('Copiée de');
  await secretary.screen('edition');
  await secretary.follow('Règlement');

  await secretary.follow('Vote');
  await secretary.screen('rules-vote');
  const required = 'Un bulletin compte si au moins tant de catégories sont remplies';
  await secretary.fill(required, '99');
  await secretary.press('Enregistrer le projet');
  await secretary.isTold(required, { label: required, text: '99' });
  await secretary.fill(required, '3');
  await secretary.press('Enregistrer le projet');
  await change(secretary, 'Langues', () =>
    secretary.choose(/^Ce que doivent être les textes des projets nominés/, 'vérifiés par un locuteur natif'),
  );
  const quorum = 'Fiches d’évaluation scellées nécessaires à chaque projet';
  await secretary.follow('Évaluation');
  await secretary.fill(quorum, '-1');
  await secretary.press('Enregistrer le projet');
  await secretary.isTold(quorum, { label: quorum, text: '-1' });
  await secretary.fill(quorum, '1');
  await secretary.press('Enregistrer le projet');
  await secretary.sees('3 règles diffèrent de : Prix d’essai 2098');
  await secretary.screen('rules');

  await secretary.follow('Proposer comme règlement');
  await secretary.sees(required, quorum, 'vérifiés par un locuteur natif');
  await secretary.screen('adoption');
  await secretary.press('Proposer comme règlement');
  await secretary.screen('approvals');
  await agree(cast, /اعتماد لائحة .*2099/);

  await secretary.desk('Éditions', EDITION.name, 'Calendrier des phases', 'Proposer des dates');
  // Last year's dates, a year later, stand there already.
  const vote = secretary.main.getByRole('group', { name: 'Vote public en ligne' });
  expect(await vote.getByLabel(/^Ouverture/).inputValue()).toBe('2099-03-10T09:00');
  await secretary.fill('Motif', 'Les dates de cette année');
  await secretary.press('Voir ce qui s’ensuit');
  await secretary.sees('10 mars 2099 à 09:00', 'Un rappel aux votants');
  await secretary.screen('calendar-effect');
  await secretary.press('Proposer à la seconde personne');
  await agree(cast, /تغيير جدول .*2099/);
  await secretary.desk('Éditions', EDITION.name, 'Calendrier des phases');
  await secretary.sees('10 mars 2099 à 09:00');
  await secretary.screen('calendar');
}

/** Opens or closes a phase now, by two. */
export async function movePhase(cast: Cast, phase: (typeof PHASES)[number], move: 'Ouvrir' | 'Clore'): Promise<void> {
  const { secretary } = cast;
  await secretary.desk('Éditions', EDITION.name, 'Calendrier des phases');
  const row = secretary.main.getByRole('row', { name: phase });
  const href = await row.getByRole('link', { name: `${move} maintenant` }).getAttribute('href');
  await row.getByRole('link', { name: `${move} maintenant` }).click();
  await secretary.page.waitForURL(`**${href}`);
  await secretary.fill('Motif', `Le moment est venu : ${phase}`);
  await secretary.press('Voir ce qui s’ensuit');
  await secretary.press('Proposer à la seconde personne');
  await agree(cast, new RegExp(`2099.*Le moment est venu : ${phase}`));
}
