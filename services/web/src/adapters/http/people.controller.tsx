import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { Colleagues } from '../../application/colleagues.js';
import { INVITED_ROLES, People, type HeldRole } from '../../application/people/ports.js';
import { ContestReads, type Edition } from '../../application/ports.js';
import { holds } from '../../application/visitor.js';
import { PeoplePage } from '../../pages/people/people-page.js';
import {
  invitationForm,
  invitationsOf,
  onLines,
  resetForm,
  revocationForm,
  wrongCategory,
  type HeldField,
} from '../../pages/people/people-forms.js';
import { InvitePage, ResetPage, RevokePage } from '../../pages/people/people-step-pages.js';
import { peopleCsv } from '../../pages/people/people-csv.js';
import type { Form } from '../../pages/forms/form.js';
import { readTableState, sortOf } from '../../pages/parts/table-query.js';
import { csvFile } from './csv-file.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const HOME = '/desk/people';

/** Everybody with a role: who they are, inviting more, taking roles away. */
@Pages(':language/desk/people')
@Access.role('secretariat')
export class PeopleController {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  list(@Res() { visit }: FastifyReply) {
    return this.show(visit);
  }

  @Get('file')
  async file(@Res() reply: FastifyReply) {
    const { visit } = reply;
    const editions = await this.editions(visit);
    const query = queryOf(visit, editions[0]?.id ?? '');
    const people = await this.people.all(visit, query);
    return csvFile(reply, 'people.csv', peopleCsv(people));
  }

  @Get('invitations')
  async begin(@Res() { visit }: FastifyReply) {
    const { edition, ...offered } = await this.offered(visit, visit.query('edition'));
    return visit.show(<InvitePage form={invitationForm(visit, edition)} {...offered} />);
  }

  @Post('invitations')
  async invite(@Res() { visit }: FastifyReply) {
    const form = invitationForm(visit);
    const { edition: _, ...offered } = await this.offered(visit, form.text('edition'));
    const refuse = (refused: typeof form, answer: { readonly status?: number }) =>
      visit.show(<InvitePage form={refused} {...offered} />, answer);
    const wrong = [...form.missing(), ...wrongCategory(form, offered.categories)];
    if (wrong.length > 0) return refuse(form.refusedFor(wrong), { status: 422 });
    const done = await this.people.invite(visit, invitationsOf(form), form.key);
    if (!done.ok) return refuse(form.refusedBy(onLines(form, done.error), { invitations: 'emails' }), done.error);
    return visit.goTo(ofEdition(form.text('edition')), done.value.waiting > 0 ? 'people-proposed' : 'people-invited');
  }

  @Post(':account/invitation')
  async inviteAgain(@Param('account') accountId: string, @Res() { visit }: FastifyReply) {
    const edition = visit.posted.text('edition');
    const done = await this.people.inviteAgain(visit, edition, accountId);
    if (done.ok) return visit.goTo(ofEdition(edition), 'invited-again');
    return this.show(visit, revocationForm(visit).refusedBy(done.error), done.error);
  }

  @Get(':account/revocation')
  async confirmRevocation(@Param('account') accountId: string, @Res() { visit }: FastifyReply) {
    const form = revocationForm(visit);
    const page = { form, accountId, ...(await this.named(visit, accountId)) };
    return visit.show(<RevokePage {...page} held={heldIn(form)} />);
  }

  @Post(':account/revocation')
  async revoke(@Param('account') accountId: string, @Res() { visit }: FastifyReply) {
    const form = revocationForm(visit);
    const held = heldIn(form);
    const done = await this.people.revoke(visit, accountId, held);
    if (done.ok) return visit.goTo(ofEdition(held.edition), 'role-revoked');
    const page = { form: form.refusedBy(done.error), accountId, ...(await this.named(visit, accountId)) };
    return visit.show(<RevokePage {...page} held={held} />, done.error);
  }

  @Get(':account/second-factor')
  @Access.role('secretariat', { fresh: true })
  async confirmReset(@Param('account') accountId: string, @Res() { visit }: FastifyReply) {
    const page = { form: resetForm(visit), accountId, ...(await this.named(visit, accountId)) };
    return visit.show(<ResetPage {...page} />);
  }

  @Post(':account/second-factor')
  @Access.role('secretariat', { fresh: true })
  async reset(@Param('account') accountId: string, @Res() { visit }: FastifyReply) {
    const form = resetForm(visit);
    const missing = form.missing();
    const named = await this.named(visit, accountId);
    if (missing.length > 0) {
      return visit.show(<ResetPage {...named} accountId={accountId} form={form.refusedFor(missing)} />, {
        status: 422,
      });
    }
    const done = await this.people.proposeReset(visit, accountId, form.text('reason'));
    if (done.ok) return visit.goTo('/desk/approvals', 'proposed');
    return visit.show(<ResetPage {...named} accountId={accountId} form={form.refusedBy(done.error)} />, done.error);
  }

  /** The list; above it, what stopped a step that was taken from it. */
  private async show(visit: Visit, refused?: Form<HeldField>, answer: { readonly status?: number } = {}) {
    const editions = await this.editions(visit);
    const query = queryOf(visit, refused?.text('edition') || editions[0]?.id || '');
    const state = stateOf(visit);
    const page = await this.people.list(visit, { ...query, cursor: state.cursor });
    const { editionId } = query;
    return visit.show(<PeoplePage {...{ page, editions, editionId, state, refused }} />, answer);
  }

  private async named(visit: Visit, accountId: string) {
    const [names, editions] = await Promise.all([this.colleagues.names(visit, [accountId]), this.editions(visit)]);
    return { names, editions };
  }

  /** The editions to invite for, and the categories of the one that is wanted, else of the latest. */
  private async offered(visit: Visit, wanted: string | undefined) {
    const editions = await this.editions(visit);
    const edition = (editions.find(({ id }) => id === wanted) ?? editions[0])?.id ?? '';
    return { editions, edition, categories: await this.contest.categories(edition) };
  }

  /** Those whose people this visitor looks after. */
  private async editions(visit: Visit): Promise<readonly Edition[]> {
    return (await this.contest.editions()).filter(({ id }) => holds(visit.account, ['secretariat'], id));
  }
}

function stateOf(visit: Visit) {
  const offered = { path: HOME, sorts: ['name', 'role', 'seen', 'granted'], filters: ['edition', 'role', 'search'] };
  return readTableState((name) => visit.query(name), offered);
}

function queryOf(visit: Visit, otherwise: string) {
  const role = INVITED_ROLES.find((known) => known === visit.query('role'));
  const [search, sort] = [visit.query('search', 100), sortOf(stateOf(visit))];
  return { editionId: visit.query('edition') ?? otherwise, role, search, sort };
}

function heldIn(form: ReturnType<typeof revocationForm>): HeldRole {
  return { role: form.text('role'), edition: form.text('edition'), category: form.text('category') };
}

/** A role for all editions shows in the list of each. */
function ofEdition(edition: string): string {
  return /^[a-z0-9-]+$/.test(edition) ? `${HOME}?edition=${edition}` : HOME;
}
