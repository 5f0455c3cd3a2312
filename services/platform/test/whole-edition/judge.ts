import { eventually } from '@wsis/testing';
import { agree, EDITION, PROJECTS, type Cast } from './cast.js';
import type { Person } from './person.js';
import { movePhase } from './rules.js';
import { release } from './vote.js';

const PATIENT = { timeoutMs: 60_000, everyMs: 500 };
const PANELS = 'Groupes d’experts';
const CATEGORIES = 3;

/** The vote is closed, the count is certified by two once everything holds, and the Champions are announced. */
export async function certifyAndAnnounce(cast: Cast): Promise<void> {
  const { secretary } = cast;
  await movePhase(cast, 'Vote public en ligne', 'Clore');
  await secretary.desk('Éditions', EDITION.name, 'Résultats et annonces', 'Certifier le décompte');
  await eventually(
    'the count holds in every part',
    async () => {
      await secretary.page.reload();
      expect(await secretary.text()).not.toContain('à faire');
    },
    PATIENT,
  );
  await secretary.screen('certification');
  await secretary.press('Proposer');
  await agree(cast, /التصديق على عدّ أصوات .*2099/);
  await release(cast, 'champions');
  await movePhase(cast, 'Évaluation par les experts', 'Ouvrir');
}

/** A panel for each category, agreed to by two who read its names. */
export async function formPanels(cast: Cast): Promise<void> {
  const { secretary } = cast;
  for (let category = 0; category < CATEGORIES; category += 1) {
    await secretary.desk(PANELS, 'Former un groupe');
    // Nobody chosen: refused beside the field.
    if (category === 0) {
      await secretary.press('Envoyer la proposition');
      await secretary.isTold('Experts du groupe');
    }
    for (const expert of await secretary.main.getByRole('checkbox').all()) await expert.check();
    const chair = secretary.main.locator('select[name=chair]');
    const named = chair.locator('option').filter({ hasText: 'Lucie Martin' });
    await chair.selectOption((await named.first().getAttribute('value')) ?? '');
    if (category === 0) await secretary.screen('panel');
    await secretary.press('Envoyer la proposition');
    await agree(cast, /تشكيل أفرقة الخبراء .*2099/);
  }
}

/** One expert steps back from an entry; both score the others and seal. */
export async function judge({ karim, lucie }: Cast): Promise<void> {
  const mine = 'المشاريع التي أقيّمها';
  await eventually(
    'the experts know what they judge',
    async () => {
      await karim.desk(mine);
      expect(await entries(karim).count()).toBe(CATEGORIES);
    },
    PATIENT,
  );
  await karim.follow(PROJECTS.archive);
  await karim.follow('التنحي عن هذا المشروع');
  await karim.fill('سبب التنحي', 'أعرف من أعدّه.');
  await karim.press('التنحي عن هذا المشروع');
  await karim.sees('لقد تنحيت عن المشروع');
  for (const title of ['فصول النهر', PROJECTS.villages]) {
    await karim.desk(mine, title);
    await score(karim, '4', 'حفظ الاستمارة');
    await karim.follow('ختم استمارتي');
    await karim.screen('sealing');
    await karim.press('ختم استمارتي');
    await karim.sees('خُتمت استمارتك');
  }

  await lucie.desk('Projets que j’évalue');
  await lucie.screen('judging');
  for (const title of [PROJECTS.classes, 'Le réseau des villages', 'Une bibliothèque ouverte']) {
    await lucie.desk('Projets que j’évalue', title);
    await score(lucie, '5', 'Enregistrer la fiche');
    await lucie.screen('score-sheet');
    await lucie.follow('Sceller ma fiche');
    await lucie.press('Sceller ma fiche');
    await lucie.sees('Votre fiche est scellée');
  }
}

const entries = (expert: Person) => expert.main.locator('tbody th a');

async function score(expert: Person, points: string, save: string): Promise<void> {
  for (const choice of await expert.main.locator(`input[type=radio][value="${points}"]`).all()) await choice.check();
  await expert.press(save);
}

/**
 * What the panels decided, proposed after the scores are revealed and agreed to by two: the first by its chair, the
 * others by the secretariat. Then it is public.
 */
export async function decideAndAnnounce(cast: Cast): Promise<void> {
  const { secretary, lucie } = cast;
  for (let category = 0; category < CATEGORIES; category += 1) {
    const decides = category === 0 ? lucie : secretary;
    await decides.desk(PANELS);
    if (category === 0) {
      await decides.screen('chair-progress');
    }
    await decides.step(decides.main.locator('tbody th a').nth(category));
    if (category === 0) {
      await decides.sees(PROJECTS.classes, 'Lucie Martin', 'كريم عبد الله');
      await decides.screen('ranking');
    }
    await decides.follow('Proposer une décision');
    await decides.main.locator('input[name=outcome]').first().check();
    await decides.fill(/^Déclaration du groupe/, 'Le groupe confirme son choix.');
    if (category === 0) await decides.screen('decision');
    await decides.press('Envoyer la proposition');
    if (category === 0) await waitsForTheSecretariat(cast);
    await agree(cast, /التصديق على قرارات أفرقة الخبراء .*2099/);
  }
  await movePhase(cast, 'Évaluation par les experts', 'Clore');
  await release(cast, 'winners');
}

/** The chair sees that her decision waits, and whoever is to agree reads what it would decide. */
async function waitsForTheSecretariat({ lucie, colleague }: Cast): Promise<void> {
  await lucie.sees('Décision proposée');
  await lucie.step(lucie.main.locator('tbody th a').first());
  await lucie.sees('Elle attend une seconde personne du secrétariat');
  await colleague.desk('الموافقات', /التصديق على قرارات أفرقة الخبراء .*2099/);
  await colleague.sees('فصول النهر', 'Le groupe confirme son choix.', 'Lucie Martin');
  await colleague.screen('decision');
}

/** The public reads who won in its own language, and the auditor what led there. */
export async function readTheOutcome({ maha, paul, odile }: Cast): Promise<void> {
  const winners = { maha: ['فصول النهر', PROJECTS.villages], paul: [PROJECTS.classes, 'Le réseau des villages'] };
  for (const [voter, titles] of [
    [maha, winners.maha],
    [paul, winners.paul],
  ] as const) {
    await eventually(
      'the winners are public',
      async () => {
        await voter.step(voter.page.locator('header a[href$="/results"]').first());
        await voter.sees(...titles);
        expect(await voter.text()).not.toMatch(/ne sont pas encore publiés|لم تُعلن/);
      },
      PATIENT,
    );
    await voter.screen('results');
  }
  const trail = 'Journal d’audit';
  await odile.desk(trail);
  await odile.screen('audit-trail');
  await odile.choose('Acte', 'Proposition de certifier le décompte');
  await odile.press('Afficher');
  expect(await odile.main.locator('tbody tr').count()).toBe(1);
  await odile.desk('Le bureau de l’auditeur', EDITION.name);
  await odile.sees('La somme des parties est égale aux bulletins acceptés', 'Empreinte du décompte certifié');
  await odile.screen('ledger-statement');
  await odile.follow('Historique du règlement');
  await odile.screen('rules-history');
}
