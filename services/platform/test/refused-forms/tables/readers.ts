import { CHAIR, EXPERT, SCREENER, TRANSLATOR } from '../../access/cast.js';
import { at, inForm, whole, words, type BadInput } from '../row.js';

const screening = { who: SCREENER, at: 'screening' } as const;
const judging = { who: EXPERT, at: 'judging' } as const;

const table = (content: string | Buffer) => ({
  field: 'file',
  name: 'textes',
  type: 'text/csv',
  content: Buffer.from(content),
});

/** What goes wrong for those who read entries: screeners, translators, experts. */
export const READERS: readonly BadInput[] = [
  ...inForm({ ...screening, page: ({ edition, submitted }) => `/desk/screening/${edition}/entries/${submitted}` }, [
    ['no decision', {}, at('outcome', 'required')],
    ['declined without a reason', { outcome: 'decline', reason: '' }, at('reason', 'required')],
    ['returned without a reason', { outcome: 'return', reason: ' ' }, at('reason', 'required')],
    ['a decision that there is not', { outcome: 'dragon', reason: 'Oui' }, at('outcome', 'isIn')],
    [
      'a reason without end',
      { outcome: 'decline', reason: 'x'.repeat(2_001) },
      at('reason', 'maxLength', { max: 2_000 }),
    ],
  ]),
  ...inForm({ ...screening, page: ({ edition }) => `/desk/screening/${edition}/several` }, [
    ['nothing chosen', { entries: [] }, [at('entries', 'required'), at('outcome', 'required')]],
    ['rubbish chosen', { entries: ['x.y'], outcome: 'nominate' }, at('entries', 'isUuid')],
  ]),
  ...inForm(
    { ...screening, page: ({ edition, submitted }) => `/desk/screening/${edition}/entries/${submitted}/conflict` },
    [
      ['no reason', { reason: '' }, at('reason', 'required')],
      ['a reason without end', { reason: 'x'.repeat(1_001) }, at('reason', 'maxLength', { max: 1_000 })],
    ],
  ),
  ...inForm(
    {
      ...screening,
      who: 'secretariat',
      page: ({ edition, submitted }) => `/desk/screening/${edition}/entries/${submitted}/category`,
    },
    [
      ['no reason', { reason: '' }, at('reason', 'required')],
      [
        'a category that there is not',
        { category: 'C99', reason: 'Mal placé' },
        whole('NOMINATIONS.CATEGORY_UNKNOWN', 422),
      ],
    ],
  ),
  ...inForm({ ...judging, page: ({ edition, nominee }) => `/desk/judging/${edition}/sheets/${nominee}` }, [
    ['more points than there are', { 'scores.replicability': '9' }, at('scores.replicability', 'maximum', { max: 5 })],
    [
      'fewer points than there are',
      { 'scores.replicability': '-1' },
      at('scores.replicability', 'minimum', { min: 1 }),
    ],
    ['half a point', { 'scores.replicability': '2.5' }, at('scores.replicability', 'wrongType')],
    ['points in words', { 'scores.replicability': 'deux' }, at('scores.replicability', 'wrongType')],
    ['remarks without end', { comment: 'x'.repeat(4_001) }, at('comment', 'maxLength', { max: 4_000 })],
  ]),
  ...inForm({ ...judging, page: ({ edition, nominee }) => `/desk/judging/${edition}/sheets/${nominee}/conflict` }, [
    ['no reason', { reason: '' }, at('reason', 'required')],
    ['a reason without end', { reason: 'x'.repeat(1_001) }, at('reason', 'maxLength', { max: 1_000 })],
  ]),
  ...inForm(
    { who: CHAIR, at: 'judged', page: ({ edition, category }) => `/desk/panels/${edition}/${category}/decision` },
    [
      ['nothing chosen', { outcome: '' }, at('outcome', 'required')],
      ['a winner that is none', { outcome: 'dragon' }, at('outcome', 'isUuid')],
      [
        'a statement without end',
        { outcome: 'no-winner', statement: 'x'.repeat(4_001) },
        at('statement', 'maxLength', { max: 4_000 }),
      ],
    ],
  ),
  ...inForm(
    {
      who: TRANSLATOR,
      at: 'submission',
      page: ({ edition, nominated }) => `/desk/translations/${edition}/es/entries/${nominated}`,
    },
    [
      ['a title that is too long', { title: 'x'.repeat(301) }, at('title', 'maxLength', { max: 300 })],
      ['too many words', { shortDescription: words(4_001) }, at('shortDescription', 'maxLength', { max: 4_000 })],
      [
        'approved while half is missing',
        { title: 'Titre', approve: 'yes', shortDescription: '' },
        at('shortDescription', 'required'),
      ],
    ],
  ),
  ...inForm(
    {
      who: TRANSLATOR,
      at: 'submission',
      page: ({ edition, category }) => `/desk/translations/${edition}/es/file?category=${category}`,
    },
    [
      ['no file', {}, at('file', 'required')],
      [
        'a picture for a table',
        {},
        { says: 'web.translations.fault.unreadable' },
        table(Buffer.from('ffd8ffe000', 'hex')),
      ],
      [
        'a table of other things',
        {},
        { says: 'web.translations.fault.no-column', params: { column: 'entry' } },
        table('a,b\n1,2\n'),
      ],
      ['a cell without an end', {}, { says: 'web.translations.fault.unreadable' }, table('entry,"version')],
      [
        'XML that breaks off',
        {},
        { says: 'web.translations.fault.unreadable-xml', params: { line: 1 } },
        table('<xliff version="2.0"'),
      ],
      ['a page', {}, { says: 'web.translations.fault.no-xliff' }, table('<html></html>')],
      [
        'a document type',
        {},
        { says: 'web.translations.fault.doctype', params: { line: 1 } },
        table('<!DOCTYPE a><a/>'),
      ],
    ],
  ),
];
