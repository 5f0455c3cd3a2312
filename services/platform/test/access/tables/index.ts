import { everyService } from '../every-service.js';
import type { Rules } from '../rule.js';
import { COMPETITION } from './competition.js';
import { EDITION_PAGES } from './edition-pages.js';
import { EVALUATION } from './evaluation.js';
import { IDENTITY, IDENTITY_ENDINGS } from './identity.js';
import { NOMINATIONS } from './nominations.js';
import { NOTIFICATIONS } from './notifications.js';
import { PAGE_ENDINGS, PAGE_FORMS } from './page-forms.js';
import { PAGES } from './pages.js';
import { PROMOTION } from './promotion.js';
import { VOTING } from './voting.js';

/** What ends or begins something, by the service's name. */
export const ENDINGS: Readonly<Record<string, Rules>> = { ...IDENTITY_ENDINGS, web: PAGE_ENDINGS };

/** Who may ask each service for what, by the service's name. */
export const RULES: Readonly<Record<string, Rules>> = {
  identity: [...everyService('identity'), ...IDENTITY],
  competition: [...everyService('competition'), ...COMPETITION],
  nominations: [...everyService('nominations'), ...NOMINATIONS],
  voting: [...everyService('voting'), ...VOTING],
  evaluation: [...everyService('evaluation'), ...EVALUATION],
  promotion: [...everyService('promotion'), ...PROMOTION],
  notifications: [...everyService('notifications'), ...NOTIFICATIONS],
  web: [...PAGES, ...EDITION_PAGES, ...PAGE_FORMS],
};
