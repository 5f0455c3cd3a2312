import type { VoterProfileField } from '../rule-book.js';
import { six } from './six.js';

/** What a voter is asked; the e-mail address belongs to the account and is not part of it. */
export const voterProfile: readonly VoterProfileField[] = [
  {
    id: 'userName',
    type: 'text',
    required: true,
    labels: six('Your name', 'Votre nom', 'Su nombre', 'Ваше имя', '姓名', 'الاسم'),
  },
  {
    id: 'organisationName',
    type: 'text',
    required: true,
    labels: six('Organisation', 'Organisation', 'Organización', 'Организация', '机构', 'المنظمة'),
  },
  {
    id: 'stakeholderType',
    type: 'stakeholder-type',
    required: true,
    labels: six(
      'Type of stakeholder',
      'Type de partie prenante',
      'Tipo de parte interesada',
      'Категория участника',
      '利益相关方类别',
      'نوع صاحب المصلحة',
    ),
  },
  {
    id: 'country',
    type: 'country',
    required: true,
    labels: six('Country', 'Pays', 'País', 'Страна', '国家', 'البلد'),
  },
];
