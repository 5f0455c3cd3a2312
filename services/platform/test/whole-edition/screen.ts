import { agree, PROJECTS, type Cast } from './cast.js';
import { movePhase } from './rules.js';
import type { Person } from './person.js';

const QUEUE = 'Dossiers à présélectionner';

/** Two screeners read and decide; one entry goes back to its author and returns revised. */
export async function screenEntries(cast: Cast): Promise<void> {
  const { farida, hadi, simone } = cast;
  await movePhase(cast, 'Présélection par les experts', 'Ouvrir');
  await farida.desk(QUEUE);
  await farida.sees('Décidés 0 sur 4');
  await farida.screen('screening');
  await farida.follow(PROJECTS.classes);
  await farida.screen('screening-entry');
  await farida.tick('Renvoyer pour révision');
  await farida.press('Enregistrer la décision');
  // Without a reason it is refused; the choice stands.
  await farida.isTold('Votre raison');
  expect(await farida.main.getByLabel('Renvoyer pour révision').isChecked()).toBe(true);
  await farida.fill(/^Votre raison/, 'Dites dans combien de villages.');
  await farida.press('Enregistrer la décision');

  await hadi.desk('مشاركات قيد الفرز', PROJECTS.library);
  await hadi.page.check('[name=outcome][value=nominate]');
  await hadi.send();
  await hadi.sees('حُفظ قرارك');

  await simone.desk('Mes candidatures', PROJECTS.classes);
  await simone.sees('Renvoyée pour révision', 'Dites dans combien de villages.');
  await simone.follow('Continuer à rédiger');
  await simone.follow(/^Description du projet/);
  const results = await simone.page.inputValue('#results');
  await simone.page.fill('#results', `${results} dans douze villages`);
  await simone.send();
  await simone.follow('Retour à la vue d’ensemble');
  await simone.follow('Déposer la candidature');
  await simone.send();

  await farida.follow('Décider de plusieurs à la fois');
  for (const title of [PROJECTS.classes, PROJECTS.villages, PROJECTS.archive])
    await farida.main.locator('.choice', { hasText: title }).getByRole('checkbox').check();
  await farida.tick('Nominer');
  await farida.screen('screening-several');
  await farida.press('Enregistrer les décisions');
  await farida.follow(QUEUE);
  await farida.sees('Décidés 4 sur 4');
}

/** The rules ask for checked texts, so the list waits for the translator; then two freeze it. */
export async function translateAndFreeze(cast: Cast): Promise<void> {
  const { secretary, nour } = cast;
  const proposed = 'Proposer de geler la liste';
  await secretary.desk(QUEUE, 'Liste des nominés');
  await secretary.press(proposed);
  await secretary.isTold('La liste des projets nominés ne peut pas encore être gelée');
  await secretary.sees('arabe : 2 nominés');
  await secretary.follow('Traductions');

  await nour.desk('الترجمات');
  await nour.screen('translations');
  for (const [language, missing] of [
    ['ar', [PROJECTS.classes, PROJECTS.library]],
    ['fr', [PROJECTS.villages, PROJECTS.archive]],
  ] as const)
    for (const title of missing) {
      await nour.desk('الترجمات', language === 'ar' ? 'العربية' : 'الفرنسية', title);
      await translate(nour, TRANSLATED[title]);
    }
  await nour.desk('الترجمات');
  await nour.sees('لكل مشاركة مرشحة النصوص التي تحتاجها قائمة المرشحين');

  await secretary.desk(QUEUE, 'Liste des nominés');
  await secretary.screen('nominee-list');
  await secretary.press(proposed);
  await agree(cast, /تجميد قائمة المشاريع .*2099/);
  await movePhase(cast, 'Présélection par les experts', 'Clore');
}

/** What the projects are called in the language that their authors did not write in. */
export const TRANSLATED: Readonly<Record<string, string>> = {
  [PROJECTS.classes]: 'فصول النهر',
  [PROJECTS.library]: 'مكتبة بلا جدران',
  [PROJECTS.villages]: 'Le réseau des villages',
  [PROJECTS.archive]: 'Une bibliothèque ouverte',
};

async function translate(translator: Person, title = ''): Promise<void> {
  await translator.page.fill('#title', title);
  // Approved only as a whole: what is still empty is named, and the title stays.
  await translator.press('حفظ واعتماد');
  await translator.isTold('وصف موجز');
  expect(await translator.page.inputValue('#title')).toBe(title);
  for (const name of ['sdgLinks.4', 'gdcLinks.gdc-1', 'shortDescription'])
    await translator.page.fill(`[name="${name}"]`, `${title} ${title} ${title}`);
  await translator.screen('translation');
  await translator.press('حفظ واعتماد');
  await translator.sees('حُفظت الترجمة واعتُمدت');
}
