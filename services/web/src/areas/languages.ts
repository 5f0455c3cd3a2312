import { LanguagesController } from '../adapters/http/languages.controller.js';
import type { Area } from './area.js';

/** How far the platform's own sentences are in each language. */
export const languages: Area = {
  controllers: [LanguagesController],
  desk: [
    {
      path: '/desk/languages',
      label: 'web.languages.title',
      explained: 'web.languages.explained',
      roles: ['secretariat', 'translator', 'auditor'],
    },
  ],
};
