import type { LocalizedText } from '../localized-text.js';
import type { StakeholderType } from '../rule-book.js';

/** A stakeholder group; `inForm` tells whether the contest's own form offered it. */
export interface StakeholderTypeName {
  readonly id: StakeholderType;
  readonly names: LocalizedText;
  readonly inForm: boolean;
}

/** The stakeholder groups named by the WSIS process. */
export const stakeholderTypes: readonly StakeholderTypeName[] = [
  {
    id: 'government',
    names: {
      ar: { text: 'الحكومة', checked: false },
      zh: { text: '政府', checked: false },
      en: { text: 'Government', checked: true },
      fr: { text: 'Gouvernement', checked: true },
      ru: { text: 'Правительство', checked: false },
      es: { text: 'Gobierno', checked: false },
    },
    inForm: true,
  },
  {
    id: 'private-sector',
    names: {
      ar: { text: 'القطاع الخاص', checked: true },
      zh: { text: '私营部门', checked: false },
      en: { text: 'Private sector', checked: true },
      fr: { text: 'Secteur privé', checked: true },
      ru: { text: 'Частный сектор', checked: false },
      es: { text: 'Sector privado', checked: false },
    },
    inForm: true,
  },
  {
    id: 'civil-society',
    names: {
      ar: { text: 'المجتمع المدني', checked: true },
      zh: { text: '民间团体', checked: false },
      en: { text: 'Civil society', checked: true },
      fr: { text: 'Société civile', checked: true },
      ru: { text: 'Гражданское общество', checked: false },
      es: { text: 'Sociedad civil', checked: false },
    },
    inForm: true,
  },
  {
    id: 'academia',
    names: {
      ar: { text: 'الهيئات الأكاديمية', checked: false },
      zh: { text: '学术界', checked: false },
      en: { text: 'Academia', checked: true },
      fr: { text: 'Monde universitaire', checked: false },
      ru: { text: 'Академические организации', checked: false },
      es: { text: 'Instituciones académicas', checked: false },
    },
    inForm: true,
  },
  {
    id: 'international-organization',
    names: {
      ar: { text: 'منظمة دولية', checked: true },
      zh: { text: '国际组织', checked: false },
      en: { text: 'International organization', checked: true },
      fr: { text: 'Organisation internationale', checked: true },
      ru: { text: 'Международная организация', checked: false },
      es: { text: 'Organización internacional', checked: false },
    },
    inForm: true,
  },
  {
    id: 'technical-community',
    names: {
      ar: { text: 'المجتمع التقني', checked: false },
      zh: { text: '技术界', checked: false },
      en: { text: 'Technical community', checked: true },
      fr: { text: 'Communauté technique', checked: false },
      ru: { text: 'Техническое сообщество', checked: false },
      es: { text: 'Comunidad técnica', checked: false },
    },
    inForm: false,
  },
  {
    id: 'other',
    names: {
      ar: { text: 'أخرى', checked: false },
      zh: { text: '其他', checked: false },
      en: { text: 'Other', checked: true },
      fr: { text: 'Autre', checked: true },
      ru: { text: 'Другое', checked: false },
      es: { text: 'Otro', checked: false },
    },
    inForm: true,
  },
];
