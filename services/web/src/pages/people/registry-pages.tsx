import { countryName, formatInstant, formatNumber, translateLoosely } from '@wsis/i18n';
import type {
  OrganisationInRegistry,
  RegisteredOrganisation,
  RegistryPage,
} from '../../application/people/registry-port.js';
import { Layout } from '../layout.js';
import { Members } from '../organisations/members.js';
import { RemovalPage, type RemovalPageProps } from '../organisations/removal-page.js';
import { usePage } from '../page-context.js';
import { countryChoices } from '../parts/country-choices.js';
import { EmptyState } from '../parts/empty-state.js';
import { Facts } from '../parts/facts.js';
import { DownloadLink, LinkButton, PageLink } from '../parts/links.js';
import { Pagination } from '../parts/pagination.js';
import { DataTable, type Column } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import { tableAddress, type TableState } from '../parts/table-query.js';
import { Theirs } from '../parts/words.js';

export const REGISTRY = '/desk/people/organisations';
export const pathOf = ({ id }: { readonly id: string }) => `${REGISTRY}/${encodeURIComponent(id)}`;

/** All organisations, to be found, looked at and merged. */
export function RegistryListPage({ page, state }: { page: RegistryPage; state: TableState }) {
  const { language, say } = usePage();
  const title = say('web.registry.title');
  return (
    <Layout title={title} desk crumbs={useCrumbs().slice(0, -1)}>
      <h1>{title}</h1>
      <p class="lead">{say('web.registry.explained')}</p>
      <p class="actions">
        <DownloadLink to={tableAddress({ ...state, path: `${REGISTRY}/file` }, {})}>
          {say('web.people.download')}
        </DownloadLink>
      </p>
      <TableFilter
        state={state}
        search={{ name: 'search', label: say('web.organisation.name') }}
        choices={[{ name: 'country', label: say('web.nominee.country'), options: countryChoices(language) }]}
      />
      <DataTable
        caption={title}
        columns={useColumns()}
        rows={page.items}
        rowKey={({ id }) => id}
        state={state}
        nextCursor={page.nextCursor}
        empty={<p>{say('web.registry.none')}</p>}
      />
    </Layout>
  );
}

function useColumns(): readonly Column<RegisteredOrganisation>[] {
  const { language, say } = usePage();
  return [
    {
      key: 'name',
      label: say('web.organisation.name'),
      heading: true,
      sortable: true,
      cell: (organisation) => (
        <PageLink to={pathOf(organisation)}>
          <Theirs text={organisation.name} />
        </PageLink>
      ),
    },
    { key: 'country', label: say('web.nominee.country'), cell: ({ country }) => countryName(language, country) },
    {
      key: 'members',
      label: say('web.organisation.members'),
      sortable: true,
      figure: true,
      cell: ({ members }) => formatNumber(language, members),
    },
    {
      key: 'created',
      label: say('web.registry.created'),
      sortable: true,
      cell: ({ createdAt }) => createdAt && formatInstant(language, createdAt, 'UTC'),
    },
  ];
}

/** One organisation: its members, and the way to make it one with another. */
export function RegistryOrganisationPage({ organisation }: { organisation: OrganisationInRegistry }) {
  const { language, say } = usePage();
  const { name, country, stakeholderType, members } = organisation;
  const path = pathOf(organisation);
  return (
    <Layout title={name} desk crumbs={useCrumbs()}>
      <h1>
        <Theirs text={name} />
      </h1>
      <Facts
        facts={[
          [say('web.nominee.country'), countryName(language, country)],
          [say('web.nominee.stakeholder'), translateLoosely(language, `stakeholder.${stakeholderType}`)],
        ]}
      />
      <h2>{say('web.organisation.members')}</h2>
      {members.length === 0 ? (
        <p>{say('web.registry.members.none')}</p>
      ) : (
        <Members
          members={members}
          removal={({ accountId }) => `${path}/members/${encodeURIComponent(accountId)}/removal`}
        />
      )}
      <h2>{say('web.registry.merge')}</h2>
      <p>{say('web.registry.merge.explained')}</p>
      <p class="actions">
        <LinkButton to={`${path}/merging`}>{say('web.registry.merge.choose')}</LinkButton>
      </p>
    </Layout>
  );
}

export function RegistryRemovalPage(props: Omit<RemovalPageProps, 'path' | 'crumbs'>) {
  return <RemovalPage {...props} path={pathOf(props.organisation)} crumbs={useCrumbs()} />;
}

/** Which organisation is to remain: found by name among all others. */
export function MergingChoicePage(props: {
  organisation: OrganisationInRegistry;
  page: RegistryPage;
  state: TableState;
}) {
  const { organisation, page, state } = props;
  const { language, say } = usePage();
  const path = pathOf(organisation);
  const others = page.items.filter(({ id }) => id !== organisation.id);
  const title = say('web.registry.merge.choose');
  return (
    <Layout title={title} desk crumbs={[...useCrumbs(), { path, label: organisation.name }]}>
      <h1>{title}</h1>
      <p class="lead">{say('web.registry.merge.lead', { name: organisation.name })}</p>
      <TableFilter state={state} search={{ name: 'search', label: say('web.organisation.name') }} />
      {others.length === 0 ? (
        <EmptyState title={say('web.table.empty')}>
          <p>{say('web.registry.none')}</p>
        </EmptyState>
      ) : (
        <ul>
          {others.map(({ id, name, country, members }) => (
            <li key={id}>
              <PageLink to={`${path}/merging/${encodeURIComponent(id)}`}>
                <Theirs text={name} />
              </PageLink>
              {` – ${countryName(language, country)} – ${say('web.registry.members', { members })}`}
            </li>
          ))}
        </ul>
      )}
      <Pagination state={state} nextCursor={page.nextCursor} />
    </Layout>
  );
}

export function useCrumbs() {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: '/desk/people', label: say('web.people.title') },
    { path: REGISTRY, label: say('web.registry.title') },
  ];
}
