import type { Area } from './area.js';
import { approvals } from './approvals.js';
import { audit } from './audit.js';
import { ballot } from './ballot.js';
import { contest } from './contest.js';
import { design } from './design.js';
import { desk } from './desk.js';
import { editions } from './editions.js';
import { find } from './find.js';
import { judging } from './judging.js';
import { languages } from './languages.js';
import { mails } from './mails.js';
import { myData } from './my-data.js';
import { nominator } from './nominator.js';
import { nominees } from './nominees.js';
import { outcome } from './outcome.js';
import { people } from './people.js';
import { readiness } from './readiness.js';
import { rules } from './rules.js';
import { screening } from './screening.js';
import { signIn } from './sign-in.js';
import { translations } from './translations.js';
import { watch } from './watch.js';

/** Every part of the site; a new one adds its import and its name, in the order of the alphabet. */
export const AREAS: readonly Area[] = [
  approvals,
  audit,
  ballot,
  contest,
  design,
  desk,
  editions,
  find,
  judging,
  languages,
  mails,
  myData,
  nominator,
  nominees,
  outcome,
  people,
  readiness,
  rules,
  screening,
  signIn,
  translations,
  watch,
];
