import { languageName, translateLoosely, type Area, type AreaCoverage, type Sentence } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { DownloadLink, PageLink } from '../parts/links.js';
import { DataTable, type Column } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import type { TableState } from '../parts/table-query.js';
import { Theirs } from '../parts/words.js';

const PATH = '/desk/languages';
const AS_IT_IS: TableState = { path: PATH, sort: undefined, descending: false, filters: {}, cursor: undefined };

const areaName = (reader: Language, area: Area) => translateLoosely(reader, `web.languages.area.${area}`);

/** The platform's own sentences by language and kind: how many, and whether a native reader has read them. */
export function LanguagesPage({ coverage }: { coverage: readonly AreaCoverage[] }) {
  const { language, say } = usePage();
  const columns: readonly Column<AreaCoverage>[] = [
    {
      key: 'language',
      label: say('web.languages.language'),
      heading: true,
      cell: (row) => languageName(language, row.language),
    },
    {
      key: 'area',
      label: say('web.languages.area'),
      cell: (row) => <PageLink to={`${PATH}/${row.language}/${row.area}`}>{areaName(language, row.area)}</PageLink>,
    },
    { key: 'messages', label: say('web.languages.sentences'), figure: true, cell: (row) => row.messages },
    {
      key: 'checked',
      label: say('web.languages.read'),
      cell: (row) =>
        row.checked ? (
          <Badge mood="good">{say('web.languages.checked')}</Badge>
        ) : (
          <Badge mood="warn">{say('web.languages.unchecked')}</Badge>
        ),
    },
  ];
  return (
    <Layout title={say('web.languages.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.languages.title')}</h1>
      <p class="lead">{say('web.languages.explained')}</p>
      <DataTable
        caption={say('web.languages.title')}
        columns={columns}
        rows={coverage}
        rowKey={(row) => `${row.language}-${row.area}`}
        state={AS_IT_IS}
        empty={null}
      />
    </Layout>
  );
}

export interface SentencesPageProps {
  readonly of: Language;
  readonly area: Area;
  readonly sentences: readonly Sentence[];
  readonly state: TableState;
  readonly nextCursor: string | undefined;
}

/** The sentences of one language and kind, each beside the English one. */
export function SentencesPage({ of, area, sentences, state, nextCursor }: SentencesPageProps) {
  const { language, say } = usePage();
  const title = say('web.languages.sentencesOf', {
    language: languageName(language, of),
    area: areaName(language, area),
  });
  const columns: readonly Column<Sentence>[] = [
    { key: 'key', label: say('web.languages.key'), heading: true, cell: ({ key }) => <code dir="ltr">{key}</code> },
    {
      key: 'english',
      label: languageName(language, 'en'),
      cell: ({ english }) => <Theirs text={english} language="en" />,
    },
    ...(of === 'en'
      ? []
      : [
          {
            key: 'text',
            label: languageName(language, of),
            cell: ({ text }: Sentence) => <Theirs text={text} language={of} />,
          },
        ]),
  ];
  return (
    <Layout
      title={title}
      desk
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: PATH, label: say('web.languages.title') },
      ]}
    >
      <h1>{title}</h1>
      <TableFilter state={state} search={{ name: 'q', label: say('web.languages.search') }} />
      <DataTable
        caption={title}
        columns={columns}
        rows={sentences}
        rowKey={({ key }) => key}
        state={state}
        nextCursor={nextCursor}
        empty={<p>{say('web.languages.notFound')}</p>}
      />
      <p>
        <DownloadLink to={`${PATH}/${of}/${area}/sentences.csv`}>{say('web.audit.download')}</DownloadLink>
      </p>
    </Layout>
  );
}
