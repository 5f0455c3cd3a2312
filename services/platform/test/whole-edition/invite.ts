import { agree, EDITION, type Cast } from './cast.js';
import type { Person } from './person.js';

async function invite(secretary: Person, people: readonly Person[], role: string, language: string): Promise<void> {
  await secretary.desk('Personnes', 'Inviter des personnes');
  await secretary.fill('Adresses électroniques', people.map(({ traits }) => traits.email).join('\n'));
  await secretary.choose('Rôle', role);
  await secretary.choose('Édition', EDITION.name);
  await secretary.choose('Langue du message', language);
  await secretary.press('Inviter des personnes');
}

/** Everybody with a role is invited, and comes in by mail and code and with an authenticator of their own. */
export async function inviteEverybody(cast: Cast): Promise<void> {
  const { secretary, farida, hadi, nour, karim, lucie, odile } = cast;
  const before = new Date();
  await secretary.desk('Éditions', EDITION.name, 'Préparation');
  await secretary.sees('Des experts de présélection se sont connectés');
  await secretary.screen('readiness');
  await secretary.follow('Personnes');

  // One wrong address, and nobody is invited; what was typed stays.
  await secretary.follow('Inviter des personnes');
  const typed = `${farida.traits.email}\nsans-arobase`;
  await secretary.fill('Adresses électroniques', typed);
  await secretary.choose('Rôle', 'Expert de présélection');
  await secretary.press('Inviter des personnes');
  await secretary.isTold('sans-arobase', { label: 'Adresses électroniques', text: typed });

  await invite(secretary, [farida], 'Expert de présélection', 'français');
  await invite(secretary, [hadi], 'Expert de présélection', 'العربية');
  await invite(secretary, [lucie], 'Expert évaluateur', 'français');
  await invite(secretary, [karim], 'Expert évaluateur', 'العربية');
  await invite(secretary, [lucie], 'Président du groupe d’experts', 'français');
  await invite(secretary, [nour], 'Traducteur', 'العربية');
  // An auditor takes two, and the second reads for whom.
  await invite(secretary, [odile], 'Auditeur', 'français');
  await cast.colleague.desk('الموافقات', /مدقق/);
  await cast.colleague.sees(odile.traits.email);
  await agree(cast, /مدقق/);
  await secretary.desk('Personnes');
  await secretary.screen('people');

  for (const person of [farida, hadi, nour, karim, lucie, odile]) {
    // The link of the invitation leads in.
    await person.enter(await person.linkMailedSince(before));
    await person.sees(person.traits.language === 'fr' ? 'Mon bureau' : 'مكتبي');
  }
  await odile.screen('auditor-home');
}
