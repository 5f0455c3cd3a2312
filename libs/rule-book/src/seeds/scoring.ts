import type { Criterion, Scale } from '../rule-book.js';
import { six } from './six.js';

const names = {
  'action-line-relevance': six(
    'Relevance to the Action Line',
    'Pertinence pour la grande orientation',
    'Pertinencia para la Línea de Acción',
    'Соответствие направлению деятельности',
    '与行动方面的相关性',
    'الصلة بخط العمل',
  ),
  'results-and-impact': six(
    'Results and impact',
    'Résultats et effets',
    'Resultados e impacto',
    'Результаты и влияние',
    '成果与影响',
    'النتائج والأثر',
  ),
  'community-empowerment': six(
    'Community empowerment',
    'Autonomie des communautés',
    'Empoderamiento de la comunidad',
    'Расширение возможностей местных сообществ',
    '增强社区能力',
    'تمكين المجتمع المحلي',
  ),
  'sdg-relevance': six(
    'Relevance to the SDGs',
    'Pertinence pour les ODD',
    'Pertinencia para los ODS',
    'Соответствие ЦУР',
    '与可持续发展目标的相关性',
    'الصلة بأهداف التنمية المستدامة',
  ),
  replicability: six(
    'Potential for replication',
    'Potentiel de reproduction',
    'Potencial de replicación',
    'Возможность повторения',
    '可复制潜力',
    'إمكانية التكرار',
  ),
  sustainability: six('Sustainability', 'Pérennité', 'Sostenibilidad', 'Устойчивость', '可持续性', 'الاستدامة'),
  partnerships: six('Partnerships', 'Partenariats', 'Alianzas', 'Партнерства', '伙伴关系', 'الشراكات'),
  'wsis-values': six(
    'Promotion of WSIS values',
    'Promotion des valeurs du SMSI',
    'Promoción de los valores de la CMSI',
    'Продвижение ценностей ВВУИО',
    '弘扬信息社会世界峰会价值观',
    'تعزيز قيم القمة العالمية لمجتمع المعلومات',
  ),
} as const;

const criterion = (id: keyof typeof names, weight: string): Criterion => ({ id, weight, names: names[id] });

/** Criteria of the rules of 2026; their weights are not published. */
export const criteria2026: readonly Criterion[] = [
  criterion('results-and-impact', '1/4'),
  criterion('action-line-relevance', '3/20'),
  criterion('community-empowerment', '1/10'),
  criterion('sdg-relevance', '1/10'),
  criterion('replicability', '1/10'),
  criterion('sustainability', '1/10'),
  criterion('partnerships', '1/10'),
  criterion('wsis-values', '1/10'),
];

/** Criteria of the rules of 2015, equal weights assumed. */
export const criteria2015: readonly Criterion[] = [
  criterion('results-and-impact', '1/6'),
  criterion('community-empowerment', '1/6'),
  criterion('replicability', '1/6'),
  criterion('sustainability', '1/6'),
  criterion('partnerships', '1/6'),
  criterion('wsis-values', '1/6'),
];

/** One to five, each score with its meaning. */
export const fivePointScale: Scale = {
  minimum: 1,
  maximum: 5,
  anchors: [
    {
      score: 1,
      names: six('Not shown', 'Non démontré', 'No demostrado', 'Не показано', '未体现', 'غير مثبت'),
    },
    { score: 2, names: six('Weak', 'Faible', 'Débil', 'Слабо', '较弱', 'ضعيف') },
    { score: 3, names: six('Fair', 'Moyen', 'Aceptable', 'Удовлетворительно', '一般', 'مقبول') },
    { score: 4, names: six('Good', 'Bon', 'Bueno', 'Хорошо', '良好', 'جيد') },
    { score: 5, names: six('Outstanding', 'Remarquable', 'Sobresaliente', 'Выдающееся', '卓越', 'ممتاز') },
  ],
};
