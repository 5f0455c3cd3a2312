import type { LocalizedText } from '../localized-text.js';

/** One of the 17 Sustainable Development Goals, with its official colour. */
export interface Sdg {
  readonly number: number;
  readonly colour: string;
  readonly titles: LocalizedText;
}

/** The 17 goals; wording and colours of the United Nations. */
export const sdgs: readonly Sdg[] = [
  {
    number: 1,
    colour: '#E5243B',
    titles: {
      ar: { text: 'القضاء على الفقر', checked: false },
      zh: { text: '无贫穷', checked: true },
      en: { text: 'No poverty', checked: true },
      fr: { text: 'Pas de pauvreté', checked: true },
      ru: { text: 'Ликвидация нищеты', checked: true },
      es: { text: 'Fin de la pobreza', checked: true },
    },
  },
  {
    number: 2,
    colour: '#DDA63A',
    titles: {
      ar: { text: 'القضاء التام على الجوع', checked: false },
      zh: { text: '零饥饿', checked: true },
      en: { text: 'Zero hunger', checked: true },
      fr: { text: 'Faim « zéro »', checked: true },
      ru: { text: 'Ликвидация голода', checked: true },
      es: { text: 'Hambre cero', checked: true },
    },
  },
  {
    number: 3,
    colour: '#4C9F38',
    titles: {
      ar: { text: 'الصحة الجيدة والرفاه', checked: false },
      zh: { text: '良好健康与福祉', checked: true },
      en: { text: 'Good health and well-being', checked: true },
      fr: { text: 'Bonne santé et bien-être', checked: true },
      ru: { text: 'Хорошее здоровье и благополучие', checked: true },
      es: { text: 'Salud y bienestar', checked: true },
    },
  },
  {
    number: 4,
    colour: '#C5192D',
    titles: {
      ar: { text: 'التعليم الجيد', checked: false },
      zh: { text: '优质教育', checked: true },
      en: { text: 'Quality education', checked: true },
      fr: { text: 'Éducation de qualité', checked: true },
      ru: { text: 'Качественное образование', checked: true },
      es: { text: 'Educación de calidad', checked: true },
    },
  },
  {
    number: 5,
    colour: '#FF3A21',
    titles: {
      ar: { text: 'المساواة بين الجنسين', checked: true },
      zh: { text: '性别平等', checked: true },
      en: { text: 'Gender equality', checked: true },
      fr: { text: 'Égalité entre les sexes', checked: true },
      ru: { text: 'Гендерное равенство', checked: true },
      es: { text: 'Igualdad de género', checked: true },
    },
  },
  {
    number: 6,
    colour: '#26BDE2',
    titles: {
      ar: { text: 'المياه النظيفة والنظافة الصحية', checked: false },
      zh: { text: '清洁饮水和卫生设施', checked: true },
      en: { text: 'Clean water and sanitation', checked: true },
      fr: { text: 'Eau propre et assainissement', checked: true },
      ru: { text: 'Чистая вода и санитария', checked: true },
      es: { text: 'Agua limpia y saneamiento', checked: true },
    },
  },
  {
    number: 7,
    colour: '#FCC30B',
    titles: {
      ar: { text: 'طاقة نظيفة وبأسعار معقولة', checked: false },
      zh: { text: '经济适用的清洁能源', checked: true },
      en: { text: 'Affordable and clean energy', checked: true },
      fr: { text: "Énergie propre et d'un coût abordable", checked: false },
      ru: { text: 'Недорогостоящая и чистая энергия', checked: true },
      es: { text: 'Energía asequible y no contaminante', checked: true },
    },
  },
  {
    number: 8,
    colour: '#A21942',
    titles: {
      ar: { text: 'العمل اللائق ونمو الاقتصاد', checked: false },
      zh: { text: '体面工作和经济增长', checked: false },
      en: { text: 'Decent work and economic growth', checked: true },
      fr: { text: 'Travail décent et croissance économique', checked: false },
      ru: { text: 'Достойная работа и экономический рост', checked: false },
      es: { text: 'Trabajo decente y crecimiento económico', checked: true },
    },
  },
  {
    number: 9,
    colour: '#FD6925',
    titles: {
      ar: { text: 'الصناعة والابتكار والهياكل الأساسية', checked: false },
      zh: { text: '产业、创新和基础设施', checked: false },
      en: { text: 'Industry, innovation and infrastructure', checked: true },
      fr: { text: 'Industrie, innovation et infrastructure', checked: true },
      ru: { text: 'Индустриализация, инновации и инфраструктура', checked: true },
      es: { text: 'Industria, innovación e infraestructura', checked: true },
    },
  },
  {
    number: 10,
    colour: '#DD1367',
    titles: {
      ar: { text: 'الحد من أوجه عدم المساواة', checked: false },
      zh: { text: '减少不平等', checked: true },
      en: { text: 'Reduced inequalities', checked: true },
      fr: { text: 'Inégalités réduites', checked: true },
      ru: { text: 'Уменьшение неравенства', checked: true },
      es: { text: 'Reducción de las desigualdades', checked: true },
    },
  },
  {
    number: 11,
    colour: '#FD9D24',
    titles: {
      ar: { text: 'مدن ومجتمعات محلية مستدامة', checked: false },
      zh: { text: '可持续城市和社区', checked: false },
      en: { text: 'Sustainable cities and communities', checked: true },
      fr: { text: 'Villes et communautés durables', checked: true },
      ru: { text: 'Устойчивые города и населенные пункты', checked: true },
      es: { text: 'Ciudades y comunidades sostenibles', checked: true },
    },
  },
  {
    number: 12,
    colour: '#BF8B2E',
    titles: {
      ar: { text: 'الاستهلاك والإنتاج المسؤولان', checked: false },
      zh: { text: '负责任消费和生产', checked: true },
      en: { text: 'Responsible consumption and production', checked: true },
      fr: { text: 'Consommation et production responsables', checked: true },
      ru: { text: 'Ответственное потребление и производство', checked: true },
      es: { text: 'Producción y consumo responsables', checked: true },
    },
  },
  {
    number: 13,
    colour: '#3F7E44',
    titles: {
      ar: { text: 'العمل المناخي', checked: true },
      zh: { text: '气候行动', checked: true },
      en: { text: 'Climate action', checked: true },
      fr: { text: 'Mesures relatives à la lutte contre les changements climatiques', checked: true },
      ru: { text: 'Борьба с изменением климата', checked: true },
      es: { text: 'Acción por el clima', checked: true },
    },
  },
  {
    number: 14,
    colour: '#0A97D9',
    titles: {
      ar: { text: 'الحياة تحت الماء', checked: true },
      zh: { text: '水下生物', checked: true },
      en: { text: 'Life below water', checked: true },
      fr: { text: 'Vie aquatique', checked: true },
      ru: { text: 'Сохранение морских экосистем', checked: true },
      es: { text: 'Vida submarina', checked: true },
    },
  },
  {
    number: 15,
    colour: '#56C02B',
    titles: {
      ar: { text: 'الحياة في البر', checked: false },
      zh: { text: '陆地生物', checked: true },
      en: { text: 'Life on land', checked: true },
      fr: { text: 'Vie terrestre', checked: true },
      ru: { text: 'Сохранение экосистем суши', checked: true },
      es: { text: 'Vida de ecosistemas terrestres', checked: true },
    },
  },
  {
    number: 16,
    colour: '#00689D',
    titles: {
      ar: { text: 'السلام والعدل والمؤسسات القوية', checked: false },
      zh: { text: '和平、正义与强大机构', checked: false },
      en: { text: 'Peace, justice and strong institutions', checked: true },
      fr: { text: 'Paix, justice et institutions efficaces', checked: true },
      ru: { text: 'Мир, правосудие и эффективные институты', checked: true },
      es: { text: 'Paz, justicia e instituciones sólidas', checked: false },
    },
  },
  {
    number: 17,
    colour: '#19486A',
    titles: {
      ar: { text: 'عقد الشراكات لتحقيق الأهداف', checked: false },
      zh: { text: '促进目标实现的伙伴关系', checked: false },
      en: { text: 'Partnerships for the Goals', checked: true },
      fr: { text: 'Partenariats pour la réalisation des objectifs', checked: true },
      ru: { text: 'Партнерство в интересах устойчивого развития', checked: true },
      es: { text: 'Alianzas para lograr los objetivos', checked: true },
    },
  },
];
