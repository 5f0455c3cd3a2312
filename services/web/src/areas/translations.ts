import { EditionsToTranslate } from '../adapters/http/editions-to-translate.js';
import { LanguageGateController } from '../adapters/http/language-gate.controller.js';
import { TranslationAssignmentsController } from '../adapters/http/translation-assignments.controller.js';
import { TranslationFilesController } from '../adapters/http/translation-files.controller.js';
import { TranslationListsController } from '../adapters/http/translation-lists.controller.js';
import { TranslationsController } from '../adapters/http/translations.controller.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ServiceTranslations } from '../adapters/services/translations.js';
import { Translations } from '../application/translations/ports.js';
import type { Area } from './area.js';

/** What the entries say in other languages than their authors'. */
export const translations: Area = {
  controllers: [
    TranslationsController,
    TranslationListsController,
    TranslationFilesController,
    TranslationAssignmentsController,
    LanguageGateController,
  ],
  providers: [
    EditionsToTranslate,
    {
      provide: Translations,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceTranslations(calls),
    },
  ],
  desk: [
    {
      path: '/desk/translations',
      label: 'web.translations.title',
      explained: 'web.translations.explained',
      roles: ['translator', 'secretariat', 'auditor'],
    },
  ],
};
