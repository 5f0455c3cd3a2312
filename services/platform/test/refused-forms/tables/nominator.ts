import { STRANGER, SUBMITTER } from '../../access/cast.js';
import { ACCENTED, at, FAMILY, inForm, TURNED, whole, WITH_CONTROL, words, type BadInput } from '../row.js';

const here = { who: SUBMITTER, at: 'submission' } as const;
const part = (name: string) => ({
  ...here,
  page: ({ draft }: { draft: string }) => `/desk/submissions/${draft}/parts/${name}`,
});
const picture = (content: Buffer, name = 'image.jpg', type = 'image/jpeg') => ({
  field: 'picture',
  name,
  type,
  content,
});
const HTML = Buffer.from('<script>alert(1)</script>');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
const CUT = Buffer.from('ffd8ffe000104a46494600', 'hex');
const MEGABYTE = 1024 * 1024;
const described = { description: 'Une classe au bord du fleuve' };

/** What goes wrong while somebody writes an entry, and for whom they write it. */
export const NOMINATOR: readonly BadInput[] = [
  ...inForm(part('identity'), [
    ['a title that is too long', { title: 'x'.repeat(301) }, at('title', 'maxLength', { max: 300 })],
    ['a title of too many families', { title: FAMILY.repeat(301) }, at('title', 'maxLength', { max: 300 })],
    [
      'a title of too many letters with accents',
      { title: ACCENTED.repeat(301) },
      at('title', 'maxLength', { max: 300 }),
    ],
    ['as many families as there are places', { title: FAMILY.repeat(300) }, 'taken'],
    ['a title that reads backwards', { title: TURNED }, at('title', 'cleanText')],
    ['a title with a bell in it', { title: WITH_CONTROL }, at('title', 'cleanText')],
    ['a word without end', { organisationName: 'أ'.repeat(5_000) }, at('organisationName', 'maxLength', { max: 300 })],
    ['a script for a website', { website: 'javascript:alert(1)' }, at('website', 'isUrl')],
    ['a website without its beginning', { website: 'exemple.org' }, at('website', 'isUrl')],
    ['a password in an address', { website: 'https://moi:secret@exemple.org' }, at('website', 'isUrl')],
    ['an address without a host', { contactEmail: 'pas-une-adresse' }, at('contactEmail', 'isEmail')],
    ['a telephone in words', { contactPhone: 'appelez-moi' }, at('contactPhone', 'isPhone')],
    ['a kind of organisation that there is not', { stakeholderType: 'dragon' }, at('stakeholderType', 'isIn')],
    ['a country that there is not', { country: 'XX' }, at('country', 'isIn')],
    [
      'two things at once',
      { website: 'ftp://exemple.org', contactEmail: 'a@b' },
      [at('website', 'isUrl'), at('contactEmail', 'isEmail')],
    ],
  ]),
  ...inForm(part('classification'), [
    ['a category that there is not', { category: 'C99' }, at('category', 'isIn')],
    [
      'too much about a goal',
      { 'sdgLinks.4': words(101), 'sdgs.4': 'yes' },
      at('sdgLinks.4', 'maxWords', { max: 100, actual: 101 }),
    ],
    [
      'one word of 2,001 letters about a goal',
      { 'sdgLinks.4': 'x'.repeat(2_001), 'sdgs.4': 'yes' },
      at('sdgLinks.4', 'maxLength', { max: 2_000 }),
    ],
  ]),
  ...inForm(part('description'), [
    ['too many words', { shortDescription: words(201) }, at('shortDescription', 'maxWords', { max: 200, actual: 201 })],
    ['one word of 6,001 letters', { goals: 'x'.repeat(6_001) }, at('goals', 'maxLength', { max: 6_000 })],
    ['a month that there is not', { startDate: '2025-13' }, at('startDate', 'isMonth')],
    ['a month in words', { startDate: 'mars 2025' }, at('startDate', 'isMonth')],
    [
      'an end before the beginning',
      { startDate: '2025-03', endDate: '2024-12' },
      at('endDate', 'mustBeAfter', { otherField: 'startDate' }),
    ],
  ]),
  ...inForm(part('evidence'), [
    ['a script for a film', { video: 'javascript:void(0)' }, at('video', 'isUrl')],
    [
      'more documents than the form takes',
      { documents: Array.from({ length: 11 }, (_, index) => `https://exemple.org/${index}`).join('\n') },
      at('documents', 'arrayMaxSize', { max: 10 }),
    ],
    ['a budget that is a novel', { budget: 'x'.repeat(501) }, at('budget', 'maxLength', { max: 500 })],
  ]),
  ...inForm({ ...here, page: ({ draft }) => `/desk/submissions/${draft}/pictures` }, [
    ['no picture', described, at('picture', 'required')],
    ['no words for it', { description: ' ' }, at('description', 'required'), picture(CUT)],
    [
      'a page that calls itself a picture',
      described,
      at('picture', 'pictureType', { allowed: 'JPEG, PNG, WebP' }),
      picture(HTML),
    ],
    [
      'a drawing that could run scripts',
      described,
      at('picture', 'pictureType', { allowed: 'JPEG, PNG, WebP' }),
      picture(SVG, 'dessin.svg', 'image/svg+xml'),
    ],
    ['a picture that breaks off', described, at('picture', 'pictureBroken'), picture(CUT)],
    [
      'a picture of nine megabytes',
      described,
      at('picture', 'maxMegabytes', { max: 8 }),
      picture(Buffer.alloc(9 * MEGABYTE, CUT)),
    ],
    [
      'too many words for it',
      { description: 'x'.repeat(301) },
      at('description', 'maxLength', { max: 300 }),
      picture(CUT),
    ],
  ]),
  ...inForm({ ...here, page: ({ draft }) => `/desk/submissions/${draft}/withdrawal` }, [
    ['a reason without end', { reason: 'x'.repeat(1_001) }, at('reason', 'maxLength', { max: 1_000 })],
  ]),
  ...inForm({ ...here, page: ({ edition }) => `/desk/submissions/new?edition=${edition}` }, [
    ['an organisation that is none', { organisationId: 'la-mienne' }, at('organisationId', 'isUuid')],
    [
      'an organisation of others',
      { organisationId: '00000000-0000-4000-8000-000000000001' },
      whole('NOMINATIONS.NOT_A_MEMBER', 403),
    ],
  ]),
  ...inForm({ who: STRANGER, at: 'submission', page: () => '/desk/organisations' }, [
    [
      'nothing at all',
      { name: '', country: '', stakeholderType: '' },
      [at('name', 'required'), at('country', 'required'), at('stakeholderType', 'required')],
    ],
    [
      'a name that is too long',
      { name: 'x'.repeat(301), country: 'SN', stakeholderType: 'academia' },
      at('name', 'maxLength', { max: 300 }),
    ],
    [
      'a name that reads backwards',
      { name: TURNED, country: 'SN', stakeholderType: 'academia' },
      at('name', 'cleanText'),
    ],
    [
      'a country that there is not',
      { name: 'École', country: 'XX', stakeholderType: 'academia' },
      at('country', 'isCountry'),
    ],
    [
      'a kind that there is not',
      { name: 'École', country: 'SN', stakeholderType: 'dragon' },
      at('stakeholderType', 'isIn'),
    ],
  ]),
  ...inForm({ ...here, page: ({ organisation }) => `/desk/organisations/${organisation}`, sentTo: '/members' }, [
    ['nobody', { email: '' }, at('email', 'required')],
    ['an address without a host', { email: 'tarek@' }, at('email', 'address.domain')],
    ['two addresses in one', { email: 'a@b.example, c@d.example' }, at('email', 'address.oneAt')],
    ['dots side by side', { email: 'a..b@c.example' }, at('email', 'address.dots')],
    ['quotation marks', { email: '"a b"@c.example' }, at('email', 'address.quoted')],
    ['an address of 321 letters', { email: `${'x'.repeat(309)}@exemple.org` }, at('email', 'maxLength', { max: 320 })],
  ]),
];
