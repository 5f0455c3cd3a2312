import type { LocalizedText } from '../localized-text.js';

export const REGION_CODES = ['AFR', 'AMS', 'ARB', 'ASP', 'CIS', 'EUR', 'INT'] as const;
export type RegionCode = (typeof REGION_CODES)[number];

export interface Region {
  readonly code: RegionCode;
  readonly names: LocalizedText;
}

/** The six ITU regions, and INT for international bodies. */
export const regions: readonly Region[] = [
  {
    code: 'AFR',
    names: {
      ar: { text: 'إفريقيا', checked: false },
      zh: { text: '非洲', checked: false },
      en: { text: 'Africa', checked: true },
      fr: { text: 'Afrique', checked: false },
      ru: { text: 'Африка', checked: false },
      es: { text: 'África', checked: false },
    },
  },
  {
    code: 'AMS',
    names: {
      ar: { text: 'الأمريكتان', checked: false },
      zh: { text: '美洲', checked: false },
      en: { text: 'Americas', checked: true },
      fr: { text: 'Amériques', checked: false },
      ru: { text: 'Северная и Южная Америка', checked: false },
      es: { text: 'Américas', checked: false },
    },
  },
  {
    code: 'ARB',
    names: {
      ar: { text: 'الدول العربية', checked: false },
      zh: { text: '阿拉伯国家', checked: false },
      en: { text: 'Arab States', checked: true },
      fr: { text: 'États arabes', checked: false },
      ru: { text: 'Арабские государства', checked: false },
      es: { text: 'Estados Árabes', checked: false },
    },
  },
  {
    code: 'ASP',
    names: {
      ar: { text: 'آسيا والمحيط الهادئ', checked: false },
      zh: { text: '亚太', checked: false },
      en: { text: 'Asia and the Pacific', checked: true },
      fr: { text: 'Asie-Pacifique', checked: false },
      ru: { text: 'Азиатско-Тихоокеанский регион', checked: false },
      es: { text: 'Asia y el Pacífico', checked: false },
    },
  },
  {
    code: 'CIS',
    names: {
      ar: { text: 'كومنولث الدول المستقلة', checked: false },
      zh: { text: '独立国家联合体（独联体）', checked: false },
      en: { text: 'Commonwealth of Independent States (CIS)', checked: true },
      fr: { text: 'Communauté des États indépendants (CEI)', checked: false },
      ru: { text: 'Содружество Независимых Государств (СНГ)', checked: false },
      es: { text: 'Comunidad de Estados Independientes (CEI)', checked: false },
    },
  },
  {
    code: 'EUR',
    names: {
      ar: { text: 'أوروبا', checked: false },
      zh: { text: '欧洲', checked: false },
      en: { text: 'Europe', checked: true },
      fr: { text: 'Europe', checked: false },
      ru: { text: 'Европа', checked: false },
      es: { text: 'Europa', checked: false },
    },
  },
  {
    code: 'INT',
    names: {
      ar: { text: 'المنظمات الدولية', checked: false },
      zh: { text: '国际组织', checked: false },
      en: { text: 'International organizations', checked: true },
      fr: { text: 'Organisations internationales', checked: false },
      ru: { text: 'Международные организации', checked: false },
      es: { text: 'Organizaciones internacionales', checked: false },
    },
  },
];
