import { formatNumber, languageName, translateLoosely } from '@wsis/i18n';
import { LANGUAGES, type Language } from '@wsis/kernel';
import type { CertificateFigures } from '../../application/outcome/certificates.js';
import type { DeskEdition } from '../../application/editions/ports.js';
import { editionPath, useEditionCrumbs } from '../editions/edition-pages.js';
import { ChoiceField, FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { EmptyState } from '../parts/empty-state.js';
import { PageLink } from '../parts/links.js';
import { DataTable, type Column } from '../parts/table.js';

export type CertificatesField = 'honour' | 'languages';

export interface CertificatesProps {
  readonly edition: DeskEdition;
  /** Of honours that are public alone. */
  readonly items: readonly CertificateFigures[];
  readonly aFile: number;
  readonly form: Form<CertificatesField>;
}

/** All certificates of an edition: how many are issued, their files, and the job that issues what is missing. */
export function CertificatesPage({ edition, items, aFile, form }: CertificatesProps) {
  const { language, say } = usePage();
  const title = say('web.certificates.title');
  const outcome = `${editionPath(edition)}/outcome`;
  const path = `${outcome}/certificates`;
  const crumbs = [...useEditionCrumbs(edition), { path: outcome, label: say('web.outcome.title') }];
  const honourName = (honour: string) => translateLoosely(language, `web.certificates.${honour}`);
  const columns: readonly Column<CertificateFigures>[] = [
    { key: 'honour', label: say('web.certificates.honour'), heading: true, cell: ({ honour }) => honourName(honour) },
    {
      key: 'holders',
      label: say('web.certificates.holders'),
      figure: true,
      cell: ({ holders }) => formatNumber(language, holders),
    },
    ...LANGUAGES.map((each) => ({
      key: each,
      label: languageName(language, each),
      cell: (figures: CertificateFigures) => <Files {...{ path, figures, aFile }} of={each} />,
    })),
  ];
  return (
    <Layout title={title} desk editionId={edition.id} crumbs={crumbs} failed={form.refusal !== undefined}>
      <h1>{title}</h1>
      <p class="lead">{say('web.certificates.explained')}</p>
      {items.length === 0 ? (
        <EmptyState title={say('web.certificates.none')}>
          <p>
            <PageLink to={outcome}>{say('web.outcome.releases')}</PageLink>
          </p>
        </EmptyState>
      ) : (
        <>
          <DataTable
            caption={title}
            columns={columns}
            rows={items}
            rowKey={({ honour }) => honour}
            state={{ path, sort: undefined, descending: false, filters: {}, cursor: undefined }}
            empty={null}
          />
          <FormView form={form} action={path} submit={say('web.certificates.begin')}>
            <ChoiceField
              form={form}
              name="honour"
              choices={items.map(({ honour }) => ({ value: honour, label: honourName(honour) }))}
            />
            <ChoiceField
              form={form}
              name="languages"
              several
              choices={LANGUAGES.map((each) => ({ value: each, label: languageName(language, each) }))}
            />
          </FormView>
        </>
      )}
    </Layout>
  );
}

function Files(props: { path: string; figures: CertificateFigures; aFile: number; of: Language }) {
  const { path, figures, aFile, of } = props;
  const { language, say } = usePage();
  const issued = figures.issued.get(of) ?? 0;
  const parts = Array.from({ length: Math.ceil(issued / aFile) }, (_, index) => index + 1);
  return (
    <>
      {formatNumber(language, issued)}
      {parts.map((part) => (
        <div key={part}>
          <PageLink to={`${path}/documents/${figures.honour}/${of}/${part}`}>
            {say('web.certificates.file', { part, parts: parts.length })}
          </PageLink>
        </div>
      ))}
    </>
  );
}
