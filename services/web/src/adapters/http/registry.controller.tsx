import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { Registry, type OrganisationInRegistry } from '../../application/people/registry-port.js';
import type { Refused } from '../../application/refused.js';
import { Form } from '../../pages/forms/form.js';
import { readTableState, sortOf } from '../../pages/parts/table-query.js';
import { MergingPage, mergingForm, type MergingField } from '../../pages/people/merging-page.js';
import { registryCsv } from '../../pages/people/registry-csv.js';
import {
  MergingChoicePage,
  REGISTRY,
  RegistryListPage,
  RegistryOrganisationPage,
  RegistryRemovalPage,
  pathOf,
} from '../../pages/people/registry-pages.js';
import { csvFile } from './csv-file.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** All organisations: looking, removing members, making one of two. */
@Pages(':language/desk/people/organisations')
@Access.role('secretariat')
export class RegistryController {
  constructor(@Inject(Registry) private readonly registry: Registry) {}

  @Get()
  async list(@Res() { visit }: FastifyReply) {
    const state = stateOf(visit);
    return visit.show(<RegistryListPage page={await this.registry.list(visit, queryOf(visit))} state={state} />);
  }

  @Get('file')
  async file(@Res() reply: FastifyReply) {
    const organisations = await this.registry.all(reply.visit, queryOf(reply.visit));
    return csvFile(reply, 'organisations.csv', registryCsv(organisations));
  }

  @Get(':organisation')
  async look(@Param('organisation') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<RegistryOrganisationPage organisation={await this.read(visit, id)} />);
  }

  @Get(':organisation/members/:member/removal')
  async confirmRemoval(
    @Param('organisation') id: string,
    @Param('member') memberId: string,
    @Res() { visit }: FastifyReply,
  ) {
    return this.showRemoval(visit, await this.read(visit, id), memberId);
  }

  @Post(':organisation/members/:member/removal')
  async remove(@Param('organisation') id: string, @Param('member') memberId: string, @Res() { visit }: FastifyReply) {
    const removed = await this.registry.remove(visit, id, memberId);
    if (removed.ok) return visit.goTo(pathOf({ id }), 'member-removed');
    return this.showRemoval(visit, await this.read(visit, id), memberId, removed.error);
  }

  @Get(':organisation/merging')
  async choose(@Param('organisation') id: string, @Res() { visit }: FastifyReply) {
    const organisation = await this.read(visit, id);
    const state = readTableState((name) => visit.query(name), {
      path: `${pathOf(organisation)}/merging`,
      filters: ['search'],
    });
    const page = await this.registry.list(visit, { search: state.filters['search'], cursor: state.cursor });
    return visit.show(<MergingChoicePage organisation={organisation} page={page} state={state} />);
  }

  @Get(':organisation/merging/:into')
  @Access.role('secretariat', { fresh: true })
  async confirmMerging(
    @Param('organisation') id: string,
    @Param('into') intoId: string,
    @Res() { visit }: FastifyReply,
  ) {
    return this.showMerging(visit, id, intoId, mergingForm(visit));
  }

  @Post(':organisation/merging/:into')
  @Access.role('secretariat', { fresh: true })
  async merge(@Param('organisation') id: string, @Param('into') intoId: string, @Res() { visit }: FastifyReply) {
    const form = mergingForm(visit);
    const missing = form.missing();
    if (missing.length > 0) return this.showMerging(visit, id, intoId, form.refusedFor(missing), { status: 422 });
    const proposed = await this.registry.proposeMerging(visit, id, intoId, form.text('reason'));
    if (proposed.ok) return visit.goTo('/desk/approvals', 'proposed');
    return this.showMerging(visit, id, intoId, form.refusedBy(proposed.error), proposed.error);
  }

  private async showMerging(
    visit: Visit,
    id: string,
    intoId: string,
    form: Form<MergingField>,
    answer: { readonly status?: number } = {},
  ) {
    const merging = await this.registry.merging(visit, id, intoId);
    if (!merging) throw new NothingThere('IDENTITY.ORGANISATION_UNKNOWN');
    return visit.show(<MergingPage merging={merging} form={form} />, answer);
  }

  private showRemoval(visit: Visit, organisation: OrganisationInRegistry, memberId: string, refused?: Refused) {
    const member = organisation.members.find(({ accountId }) => accountId === memberId);
    if (!member) throw new NothingThere('IDENTITY.MEMBER_UNKNOWN');
    const empty = new Form<never>({ language: visit.language, fields: {} });
    const form = refused === undefined ? empty : empty.refusedBy(refused);
    return visit.show(<RegistryRemovalPage organisation={organisation} member={member} form={form} />, refused);
  }

  private async read(visit: Visit, id: string): Promise<OrganisationInRegistry> {
    const organisation = await this.registry.find(visit, id);
    if (!organisation) throw new NothingThere('IDENTITY.ORGANISATION_UNKNOWN');
    return organisation;
  }
}

function stateOf(visit: Visit) {
  const offered = { path: REGISTRY, sorts: ['name', 'members', 'created'], filters: ['search', 'country'] };
  return readTableState((name) => visit.query(name), offered);
}

function queryOf(visit: Visit) {
  const state = stateOf(visit);
  const country = visit.query('country', 2);
  return {
    search: visit.query('search', 100),
    country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
    sort: sortOf(state),
    cursor: state.cursor,
  };
}
