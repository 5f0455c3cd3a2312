import { LANGUAGES } from '@wsis/kernel';
import type { LocalizedText } from '../localized-text.js';
import { six } from './six.js';

/** One of the five objectives of the Global Digital Compact (A/RES/79/1, annex I). */
export interface GdcObjective {
  readonly id: string;
  readonly names: LocalizedText;
}

const unchecked = (names: LocalizedText): LocalizedText =>
  Object.fromEntries(LANGUAGES.map((each) => [each, { ...names[each], checked: false }])) as LocalizedText;

/** The five objectives; no wording was compared with the resolution yet, so none is checked. */
export const gdcObjectives: readonly GdcObjective[] = [
  {
    id: 'gdc-1',
    names: six(
      'Close all digital divides and accelerate progress across the Sustainable Development Goals',
      'Combler toutes les fractures numériques et accélérer la réalisation des objectifs de développement durable',
      'Cerrar todas las brechas digitales y acelerar los avances en los Objetivos de Desarrollo Sostenible',
      'Ликвидировать все виды цифрового разрыва и ускорить достижение целей в области устойчивого развития',
      '弥合一切数字鸿沟，加快实现可持续发展目标',
      'سد جميع الفجوات الرقمية وتسريع التقدم نحو تحقيق أهداف التنمية المستدامة',
    ),
  },
  {
    id: 'gdc-2',
    names: six(
      'Expand inclusion in and benefits from the digital economy for all',
      "Élargir l'accès de tous à l'économie numérique et aux avantages qu'elle procure",
      'Ampliar la inclusión en la economía digital y sus beneficios para todas las personas',
      'Расширить для всех участие в цифровой экономике и ее преимущества',
      '扩大数字经济的包容性，使人人受益',
      'توسيع نطاق الإدماج في الاقتصاد الرقمي والاستفادة منه للجميع',
    ),
  },
  {
    id: 'gdc-3',
    names: six(
      'Foster an inclusive, open, safe and secure digital space that respects, protects and promotes human rights',
      'Favoriser un espace numérique inclusif, ouvert, sûr et sécurisé qui respecte, protège et promeut les droits humains',
      'Fomentar un espacio digital inclusivo, abierto y seguro que respete, proteja y promueva los derechos humanos',
      'Содействовать созданию инклюзивного, открытого и безопасного цифрового пространства, в котором уважаются, защищаются и поощряются права человека',
      '营造包容、开放、安全、可靠的数字空间，尊重、保护和促进人权',
      'تعزيز فضاء رقمي شامل ومفتوح وآمن ومأمون يحترم حقوق الإنسان ويحميها ويعززها',
    ),
  },
  {
    id: 'gdc-4',
    names: six(
      'Advance responsible, equitable and interoperable data governance approaches',
      'Promouvoir des approches responsables, équitables et interopérables de la gouvernance des données',
      'Promover enfoques responsables, equitativos e interoperables de la gobernanza de los datos',
      'Продвигать ответственные, справедливые и совместимые подходы к управлению данными',
      '推进负责任、公平、可互操作的数据治理方法',
      'النهوض بنُهج مسؤولة ومنصفة وقابلة للتشغيل البيني في حوكمة البيانات',
    ),
  },
  {
    id: 'gdc-5',
    names: six(
      'Enhance international governance of artificial intelligence for the benefit of humanity',
      "Renforcer la gouvernance internationale de l'intelligence artificielle au profit de l'humanité",
      'Mejorar la gobernanza internacional de la inteligencia artificial en beneficio de la humanidad',
      'Укрепить международное управление искусственным интеллектом на благо человечества',
      '加强人工智能国际治理，造福人类',
      'تعزيز الحوكمة الدولية للذكاء الاصطناعي لصالح البشرية',
    ),
  },
].map(({ id, names }) => ({ id, names: unchecked(names) }));
