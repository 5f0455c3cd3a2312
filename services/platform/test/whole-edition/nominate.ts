import { EDITION, ORGANISATION, PROJECTS, type Cast } from './cast.js';
import { movePhase } from './rules.js';
import type { Person } from './person.js';

const PHRASES = {
  fr: 'nous ouvrons des classes en ligne pour les villages du fleuve',
  ar: 'نفتح فصولا على الشبكة لكل القرى الواقعة على ضفاف النهر',
};
const PARTS_OF_WORDS = ['description', 'impact', 'partnership'];

/** So many words in the language of the author, long enough for the rules. */
function words({ traits }: Person, count: number): string {
  const phrase = PHRASES[traits.language].split(' ');
  return Array.from({ length: count }, (_, index) => phrase[index % phrase.length]).join(' ');
}

/** Writes every part of an entry that the form asks for, page by page as the button leads on. */
async function write(author: Person, title: string, category: string): Promise<void> {
  const { page } = author;
  for (let part = partOf(author); part !== undefined; part = partOf(author)) {
    if (part === 'identity') {
      await page.fill('#title', title);
      await page.fill('#organisationName', ORGANISATION);
      await page.selectOption('#stakeholderType', 'civil-society');
      await page.selectOption('#country', 'SN');
      await page.check('#submitterRole');
      await page.fill('#contactName', 'Simone Diop');
      await page.fill('#contactEmail', author.traits.email);
    }
    if (part === 'classification') {
      await page.check(`[name=category][value=${category}]`);
      for (const [goal, link] of [
        ['sdgs.4', 'sdgLinks.4'],
        ['gdcObjectives.gdc-1', 'gdcLinks.gdc-1'],
      ] as const) {
        await page.check(`[name="${goal}"]`);
        await page.fill(`[name="${link}"]`, words(author, 20));
      }
    }
    if (PARTS_OF_WORDS.includes(part)) {
      for (const answer of await page.locator('main form.form textarea').all()) {
        const name = await answer.getAttribute('name');
        await answer.fill(words(author, name === 'shortDescription' ? 160 : 35));
      }
      if (part === 'impact') await page.check('[name="impactAreas.social"]');
    }
    if (part === 'consent') {
      await page.check('[name=consentPublication]');
      await page.check('[name=consentAccuracy]');
    }
    await author.send();
  }
}

function partOf({ path }: Person): string | undefined {
  return /\/parts\/([a-z]+)$/.exec(path)?.[1];
}

async function begin(author: Person, title: string, category: string): Promise<void> {
  const french = author.traits.language === 'fr';
  await author.desk(french ? 'Mes candidatures' : 'طلباتي', french ? 'Commencer une candidature' : 'البدء بطلب جديد');
  await author.page.selectOption('#language', author.traits.language);
  await author.page.selectOption('#organisationId', { label: ORGANISATION });
  await author.send();
  await write(author, title, category);
}

async function handIn(author: Person): Promise<void> {
  const french = author.traits.language === 'fr';
  await author.follow(french ? 'Déposer la candidature' : 'تقديم الطلب');
  await author.send();
  await author.sees(french ? 'Votre candidature a été reçue' : 'تم استلام طلبك');
}

/** An organisation of two: its co-editor comes in by the invitation in the mail. */
export async function foundOrganisation({ simone, tarek }: Cast): Promise<void> {
  const before = new Date();
  await simone.enter();
  await simone.desk('Mes organisations');
  await simone.fill('Nom de l’organisation', ORGANISATION);
  await simone.choose('Pays', 'Sénégal');
  await simone.choose('Type de partie prenante', 'Société civile');
  await simone.press('Enregistrer une organisation');
  await simone.sayName();
  await simone.sees('Simone Diop');
  await simone.fill('Adresse électronique', 'tarek@');
  await simone.press('Inviter quelqu’un');
  await simone.isTold('Adresse électronique', { label: 'Adresse électronique', text: 'tarek@' });
  await simone.fill('Adresse électronique', tarek.traits.email);
  await simone.press('Inviter quelqu’un');
  await simone.sees('L’invitation est en route');
  await simone.screen('organisation');

  // The mail is in the language of who invites; he goes on in his own.
  await tarek.enter(await tarek.linkMailedSince(before));
  await tarek.step(tarek.page.locator('a[hreflang=ar]').first());
  await tarek.press(/^انضمام/);
  await tarek.sees('أصبحت عضوًا الآن');
  await tarek.sayName();
  await tarek.sees('Simone Diop', 'طارق منصور');
}

/** Both write, read what voters would read, and hand in; one entry is withdrawn. */
export async function nominate(cast: Cast): Promise<void> {
  const { simone, tarek } = cast;
  await movePhase(cast, 'Dépôt des candidatures', 'Ouvrir');
  await simone.desk('Mes candidatures');
  await simone.sees(EDITION.name);
  await begin(simone, PROJECTS.classes, 'C1');
  await simone.screen('submission');
  await simone.follow('Aperçu');
  await simone.sees('Voici ce que les votants pourront lire', PROJECTS.classes);
  await simone.screen('preview');

  // The co-editor writes too much; nothing of it is lost, and the entry is not complete while it is too long.
  await tarek.desk('طلباتي', PROJECTS.classes, 'متابعة الكتابة');
  await tarek.screen('submission-part');
  await tarek.follow(/^الوصف/);
  const long = words(simone, 210);
  await tarek.page.fill('#shortDescription', long);
  await tarek.send();
  await tarek.isTold(/200/);
  expect(await tarek.page.inputValue('#shortDescription')).toBe(long);
  await tarek.page.fill('#shortDescription', words(simone, 170));
  await tarek.send();

  await simone.follow(PROJECTS.classes);
  await handIn(simone);
  await begin(simone, PROJECTS.library, 'C1');
  await handIn(simone);
  await begin(tarek, PROJECTS.villages, 'C2');
  await handIn(tarek);
  await begin(tarek, PROJECTS.archive, 'C3');
  await handIn(tarek);
  await begin(simone, PROJECTS.radio, 'C3');
  await handIn(simone);
  await simone.follow('Retirer la candidature');
  await simone.sees('Cette action est définitive');
  await simone.press('Retirer la candidature');
  await simone.sees('Vous l’avez retirée');
  await simone.desk('Mes candidatures');
  await simone.screen('submissions');
  await movePhase(cast, 'Dépôt des candidatures', 'Clore');
}
