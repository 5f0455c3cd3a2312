import type { CategoryRule } from '../rule-book.js';
import type { LocalizedText } from '../localized-text.js';

/** The 18 categories of the contest in ballot order; `checked` tells which wording was seen in an official text. */
export const categories: readonly CategoryRule[] = [
  {
    number: 1,
    code: 'C1',
    actionLine: 'C1',
    names: {
      ar: {
        text: 'دور الحكومات وجميع أصحاب المصلحة في النهوض بتكنولوجيا المعلومات والاتصالات من أجل التنمية',
        checked: true,
      },
      zh: { text: '各国政府和所有利益相关方在推进信息通信技术促发展方面的作用', checked: false },
      en: {
        text: 'The role of governments and all stakeholders in the promotion of ICTs for development',
        checked: true,
      },
      fr: {
        text: 'Le rôle des gouvernements et de toutes les parties prenantes dans la promotion des TIC pour le développement',
        checked: false,
      },
      ru: {
        text: 'Роль органов государственного управления и всех заинтересованных сторон в содействии применению ИКТ в целях развития',
        checked: false,
      },
      es: {
        text: 'Papel de los gobiernos y de todas las partes interesadas en la promoción de las TIC para el desarrollo',
        checked: false,
      },
    },
  },
  {
    number: 2,
    code: 'C2',
    actionLine: 'C2',
    names: {
      ar: { text: 'البنية التحتية للمعلومات والاتصالات', checked: false },
      zh: { text: '信息通信基础设施', checked: false },
      en: { text: 'Information and communication infrastructure', checked: true },
      fr: { text: "L'infrastructure de l'information et de la communication", checked: false },
      ru: { text: 'Информационная и коммуникационная инфраструктура', checked: false },
      es: { text: 'Infraestructura de la información y la comunicación', checked: false },
    },
  },
  {
    number: 3,
    code: 'C3',
    actionLine: 'C3',
    names: {
      ar: { text: 'النفاذ إلى المعلومات والمعرفة', checked: false },
      zh: { text: '信息和知识的获取', checked: false },
      en: { text: 'Access to information and knowledge', checked: true },
      fr: { text: "L'accès à l'information et au savoir", checked: true },
      ru: { text: 'Доступ к информации и знаниям', checked: false },
      es: { text: 'Acceso a la información y al conocimiento', checked: false },
    },
  },
  {
    number: 4,
    code: 'C4',
    actionLine: 'C4',
    names: {
      ar: { text: 'بناء القدرات', checked: false },
      zh: { text: '能力建设', checked: false },
      en: { text: 'Capacity building', checked: true },
      fr: { text: 'Le renforcement des capacités', checked: false },
      ru: { text: 'Наращивание потенциала', checked: false },
      es: { text: 'Creación de capacidad', checked: false },
    },
  },
  {
    number: 5,
    code: 'C5',
    actionLine: 'C5',
    names: {
      ar: { text: 'بناء الثقة والأمن في استعمال تكنولوجيا المعلومات والاتصالات', checked: false },
      zh: { text: '树立使用信息通信技术的信心并提高安全性', checked: false },
      en: { text: 'Building confidence and security in the use of ICTs', checked: true },
      fr: { text: "Établir la confiance et la sécurité dans l'utilisation des TIC", checked: false },
      ru: { text: 'Укрепление доверия и безопасности при использовании ИКТ', checked: false },
      es: { text: 'Creación de confianza y seguridad en la utilización de las TIC', checked: false },
    },
  },
  {
    number: 6,
    code: 'C6',
    actionLine: 'C6',
    names: {
      ar: { text: 'البيئة التمكينية', checked: false },
      zh: { text: '有利环境', checked: false },
      en: { text: 'Enabling environment', checked: true },
      fr: { text: 'Créer un environnement propice', checked: false },
      ru: { text: 'Благоприятная среда', checked: false },
      es: { text: 'Entorno habilitador', checked: false },
    },
  },
  {
    number: 7,
    code: 'C7-egov',
    actionLine: 'C7',
    names: {
      ar: { text: 'الحكومة الإلكترونية', checked: false },
      zh: { text: '电子政务', checked: false },
      en: { text: 'E-government', checked: true },
      fr: { text: 'Administration électronique', checked: true },
      ru: { text: 'Электронное государственное управление', checked: true },
      es: { text: 'Gobierno electrónico', checked: false },
    },
  },
  {
    number: 8,
    code: 'C7-ebus',
    actionLine: 'C7',
    names: {
      ar: { text: 'الأعمال التجارية الإلكترونية', checked: true },
      zh: { text: '电子商务', checked: false },
      en: { text: 'E-business', checked: true },
      fr: { text: 'Commerce électronique', checked: true },
      ru: { text: 'Электронная коммерческая деятельность', checked: true },
      es: { text: 'Negocios electrónicos', checked: false },
    },
  },
  {
    number: 9,
    code: 'C7-elea',
    actionLine: 'C7',
    names: {
      ar: { text: 'التعلم الإلكتروني', checked: false },
      zh: { text: '电子学习', checked: false },
      en: { text: 'E-learning', checked: true },
      fr: { text: 'Téléenseignement', checked: false },
      ru: { text: 'Электронное обучение', checked: false },
      es: { text: 'Aprendizaje electrónico', checked: false },
    },
  },
  {
    number: 10,
    code: 'C7-ehea',
    actionLine: 'C7',
    names: {
      ar: { text: 'الصحة الإلكترونية', checked: false },
      zh: { text: '电子卫生', checked: false },
      en: { text: 'E-health', checked: true },
      fr: { text: 'Télésanté', checked: false },
      ru: { text: 'Электронное здравоохранение', checked: false },
      es: { text: 'Cibersalud', checked: false },
    },
  },
  {
    number: 11,
    code: 'C7-eemp',
    actionLine: 'C7',
    names: {
      ar: { text: 'التوظيف الإلكتروني', checked: false },
      zh: { text: '电子就业', checked: false },
      en: { text: 'E-employment', checked: true },
      fr: { text: 'Cybertravail', checked: false },
      ru: { text: 'Электронная занятость', checked: false },
      es: { text: 'Ciberempleo', checked: false },
    },
  },
  {
    number: 12,
    code: 'C7-eenv',
    actionLine: 'C7',
    names: {
      ar: { text: 'البيئة الإلكترونية', checked: false },
      zh: { text: '电子环境', checked: false },
      en: { text: 'E-environment', checked: true },
      fr: { text: 'Cyberécologie', checked: false },
      ru: { text: 'Электронная охрана окружающей среды', checked: false },
      es: { text: 'Ciberecología', checked: false },
    },
  },
  {
    number: 13,
    code: 'C7-eagr',
    actionLine: 'C7',
    names: {
      ar: { text: 'الزراعة الإلكترونية', checked: false },
      zh: { text: '电子农业', checked: false },
      en: { text: 'E-agriculture', checked: true },
      fr: { text: 'Cyberagriculture', checked: false },
      ru: { text: 'Электронное сельское хозяйство', checked: false },
      es: { text: 'Ciberagricultura', checked: false },
    },
  },
  {
    number: 14,
    code: 'C7-esci',
    actionLine: 'C7',
    names: {
      ar: { text: 'العلوم الإلكترونية', checked: false },
      zh: { text: '电子科学', checked: false },
      en: { text: 'E-science', checked: true },
      fr: { text: 'Cyberscience', checked: false },
      ru: { text: 'Электронная научная деятельность', checked: false },
      es: { text: 'Ciberciencia', checked: false },
    },
  },
  {
    number: 15,
    code: 'C8',
    actionLine: 'C8',
    names: {
      ar: { text: 'التنوع الثقافي والهوية الثقافية، والتنوع اللغوي والمحتوى المحلي', checked: false },
      zh: { text: '文化多样性和文化特性、语言多样性和本地内容', checked: false },
      en: { text: 'Cultural diversity and identity, linguistic diversity and local content', checked: true },
      fr: { text: 'Diversité et identité culturelles, diversité linguistique et contenus locaux', checked: false },
      ru: {
        text: 'Культурное разнообразие и культурная самобытность, языковое разнообразие и местный контент',
        checked: true,
      },
      es: { text: 'Diversidad e identidad culturales, diversidad lingüística y contenido local', checked: false },
    },
  },
  {
    number: 16,
    code: 'C9',
    actionLine: 'C9',
    names: {
      ar: { text: 'وسائط الإعلام', checked: false },
      zh: { text: '媒体', checked: false },
      en: { text: 'Media', checked: true },
      fr: { text: 'Médias', checked: false },
      ru: { text: 'Средства массовой информации', checked: false },
      es: { text: 'Medios de comunicación', checked: false },
    },
  },
  {
    number: 17,
    code: 'C10',
    actionLine: 'C10',
    names: {
      ar: { text: 'الأبعاد الأخلاقية لمجتمع المعلومات', checked: true },
      zh: { text: '信息社会的道德层面', checked: false },
      en: { text: 'Ethical dimensions of the Information Society', checked: true },
      fr: { text: "Dimensions éthiques de la société de l'information", checked: false },
      ru: { text: 'Этические аспекты информационного общества', checked: false },
      es: { text: 'Dimensiones éticas de la Sociedad de la Información', checked: false },
    },
  },
  {
    number: 18,
    code: 'C11',
    actionLine: 'C11',
    names: {
      ar: { text: 'التعاون الدولي والإقليمي', checked: false },
      zh: { text: '国际和区域性合作', checked: false },
      en: { text: 'International and regional cooperation', checked: true },
      fr: { text: 'Coopération internationale et régionale', checked: false },
      ru: { text: 'Международное и региональное сотрудничество', checked: false },
      es: { text: 'Cooperación internacional y regional', checked: false },
    },
  },
];

/** The eleven Action Lines of the Geneva Plan of Action. */
export const actionLines: readonly { readonly code: string; readonly names: LocalizedText }[] = [
  {
    code: 'C1',
    names: {
      ar: {
        text: 'دور الحكومات وجميع أصحاب المصلحة في النهوض بتكنولوجيا المعلومات والاتصالات من أجل التنمية',
        checked: true,
      },
      zh: { text: '各国政府和所有利益相关方在推进信息通信技术促发展方面的作用', checked: false },
      en: {
        text: 'The role of governments and all stakeholders in the promotion of ICTs for development',
        checked: true,
      },
      fr: {
        text: 'Le rôle des gouvernements et de toutes les parties prenantes dans la promotion des TIC pour le développement',
        checked: false,
      },
      ru: {
        text: 'Роль органов государственного управления и всех заинтересованных сторон в содействии применению ИКТ в целях развития',
        checked: false,
      },
      es: {
        text: 'Papel de los gobiernos y de todas las partes interesadas en la promoción de las TIC para el desarrollo',
        checked: false,
      },
    },
  },
  {
    code: 'C2',
    names: {
      ar: { text: 'البنية التحتية للمعلومات والاتصالات', checked: false },
      zh: { text: '信息通信基础设施', checked: false },
      en: { text: 'Information and communication infrastructure', checked: true },
      fr: { text: "L'infrastructure de l'information et de la communication", checked: false },
      ru: { text: 'Информационная и коммуникационная инфраструктура', checked: false },
      es: { text: 'Infraestructura de la información y la comunicación', checked: false },
    },
  },
  {
    code: 'C3',
    names: {
      ar: { text: 'النفاذ إلى المعلومات والمعرفة', checked: false },
      zh: { text: '信息和知识的获取', checked: false },
      en: { text: 'Access to information and knowledge', checked: true },
      fr: { text: "L'accès à l'information et au savoir", checked: true },
      ru: { text: 'Доступ к информации и знаниям', checked: false },
      es: { text: 'Acceso a la información y al conocimiento', checked: false },
    },
  },
  {
    code: 'C4',
    names: {
      ar: { text: 'بناء القدرات', checked: false },
      zh: { text: '能力建设', checked: false },
      en: { text: 'Capacity building', checked: true },
      fr: { text: 'Le renforcement des capacités', checked: false },
      ru: { text: 'Наращивание потенциала', checked: false },
      es: { text: 'Creación de capacidad', checked: false },
    },
  },
  {
    code: 'C5',
    names: {
      ar: { text: 'بناء الثقة والأمن في استعمال تكنولوجيا المعلومات والاتصالات', checked: false },
      zh: { text: '树立使用信息通信技术的信心并提高安全性', checked: false },
      en: { text: 'Building confidence and security in the use of ICTs', checked: true },
      fr: { text: "Établir la confiance et la sécurité dans l'utilisation des TIC", checked: false },
      ru: { text: 'Укрепление доверия и безопасности при использовании ИКТ', checked: false },
      es: { text: 'Creación de confianza y seguridad en la utilización de las TIC', checked: false },
    },
  },
  {
    code: 'C6',
    names: {
      ar: { text: 'البيئة التمكينية', checked: false },
      zh: { text: '有利环境', checked: false },
      en: { text: 'Enabling environment', checked: true },
      fr: { text: 'Créer un environnement propice', checked: false },
      ru: { text: 'Благоприятная среда', checked: false },
      es: { text: 'Entorno habilitador', checked: false },
    },
  },
  {
    code: 'C7',
    names: {
      ar: { text: 'تطبيقات تكنولوجيا المعلومات والاتصالات: فوائد في جميع جوانب الحياة', checked: false },
      zh: { text: '信息通信技术应用：惠及生活的各个方面', checked: false },
      en: { text: 'ICT applications: benefits in all aspects of life', checked: true },
      fr: { text: 'Les applications TIC et leur apport dans tous les domaines', checked: true },
      ru: { text: 'Приложения на базе ИКТ: преимущества во всех аспектах жизни', checked: false },
      es: { text: 'Aplicaciones de las TIC: ventajas en todos los aspectos de la vida', checked: false },
    },
  },
  {
    code: 'C8',
    names: {
      ar: { text: 'التنوع الثقافي والهوية الثقافية، والتنوع اللغوي والمحتوى المحلي', checked: false },
      zh: { text: '文化多样性和文化特性、语言多样性和本地内容', checked: false },
      en: { text: 'Cultural diversity and identity, linguistic diversity and local content', checked: true },
      fr: { text: 'Diversité et identité culturelles, diversité linguistique et contenus locaux', checked: false },
      ru: {
        text: 'Культурное разнообразие и культурная самобытность, языковое разнообразие и местный контент',
        checked: true,
      },
      es: { text: 'Diversidad e identidad culturales, diversidad lingüística y contenido local', checked: false },
    },
  },
  {
    code: 'C9',
    names: {
      ar: { text: 'وسائط الإعلام', checked: false },
      zh: { text: '媒体', checked: false },
      en: { text: 'Media', checked: true },
      fr: { text: 'Médias', checked: false },
      ru: { text: 'Средства массовой информации', checked: false },
      es: { text: 'Medios de comunicación', checked: false },
    },
  },
  {
    code: 'C10',
    names: {
      ar: { text: 'الأبعاد الأخلاقية لمجتمع المعلومات', checked: true },
      zh: { text: '信息社会的道德层面', checked: false },
      en: { text: 'Ethical dimensions of the Information Society', checked: true },
      fr: { text: "Dimensions éthiques de la société de l'information", checked: false },
      ru: { text: 'Этические аспекты информационного общества', checked: false },
      es: { text: 'Dimensiones éticas de la Sociedad de la Información', checked: false },
    },
  },
  {
    code: 'C11',
    names: {
      ar: { text: 'التعاون الدولي والإقليمي', checked: false },
      zh: { text: '国际和区域性合作', checked: false },
      en: { text: 'International and regional cooperation', checked: true },
      fr: { text: 'Coopération internationale et régionale', checked: false },
      ru: { text: 'Международное и региональное сотрудничество', checked: false },
      es: { text: 'Cooperación internacional y regional', checked: false },
    },
  },
];

/** The contest's own name. */
export const contestName: LocalizedText = {
  ar: { text: 'جوائز القمة العالمية لمجتمع المعلومات', checked: true },
  zh: { text: '信息社会世界峰会项目奖', checked: false },
  en: { text: 'WSIS Prizes', checked: true },
  fr: { text: 'Prix du SMSI', checked: true },
  ru: { text: 'Премии ВВУИО', checked: true },
  es: { text: 'Premios de la CMSI', checked: true },
};
