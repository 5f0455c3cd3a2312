import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { Organisations, type OrganisationWithMembers } from '../../application/organisations/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import { SignIn } from '../../application/sign-in/ports.js';
import { Form } from '../../pages/forms/form.js';
import { OrganisationPage, OwnRemovalPage } from '../../pages/organisations/organisation-page.js';
import { OrganisationsPage, type OrganisationField } from '../../pages/organisations/organisations-page.js';
import { askForName } from './name.controller.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const HOME = '/desk/organisations';
const NOT_THE_ADMINISTRATOR: Refused = { code: 'IDENTITY.ADMINISTRATOR_REQUIRED', status: 403, errors: [], more: {} };

/** The organisations for which a person submits projects. */
@Pages(':language/desk/organisations')
@Access.signedIn()
export class OrganisationsController {
  constructor(
    @Inject(Organisations) private readonly organisations: Organisations,
    @Inject(SignIn) private readonly signIn: SignIn,
  ) {}

  @Get()
  async mine(@Res() { visit }: FastifyReply) {
    return this.list(visit, organisationForm(visit));
  }

  @Post()
  async found(@Res() { visit }: FastifyReply) {
    const form = organisationForm(visit);
    const missing = form.missing();
    if (missing.length > 0) return this.list(visit, form.refusedFor(missing), { status: 422 });
    const founded = await this.organisations.found(visit, {
      name: form.text('name'),
      country: form.text('country'),
      stakeholderType: form.text('stakeholderType'),
    });
    if (!founded.ok) return this.list(visit, form.refusedBy(founded.error), founded.error);
    return this.enter(visit, founded.value, 'organisation-founded');
  }

  @Get(':organisation')
  async look(@Param('organisation') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<OrganisationPage organisation={await this.read(visit, id)} form={inviteForm(visit)} />);
  }

  @Post(':organisation/members')
  async invite(@Param('organisation') id: string, @Res() { visit }: FastifyReply) {
    const organisation = await this.read(visit, id);
    const form = inviteForm(visit);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<OrganisationPage organisation={organisation} form={form.refusedFor(missing)} />, {
        status: 422,
      });
    }
    const invited = await this.organisations.invite(visit, id, form.text('email'));
    if (invited.ok) return visit.goTo(`${HOME}/${encodeURIComponent(id)}`, 'member-invited');
    return visit.show(
      <OrganisationPage organisation={organisation} form={form.refusedBy(invited.error)} />,
      invited.error,
    );
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
    const removed = await this.organisations.remove(visit, id, memberId);
    if (removed.ok) return visit.goTo(`${HOME}/${encodeURIComponent(id)}`, 'member-removed');
    return this.showRemoval(visit, await this.read(visit, id), memberId, removed.error);
  }

  @Post(':organisation/membership')
  async join(@Param('organisation') id: string, @Res() { visit }: FastifyReply) {
    const joined = await this.organisations.join(visit, id);
    if (joined.ok) return this.enter(visit, id, 'organisation-joined');
    return this.list(visit, emptyForm(visit).refusedBy(joined.error), joined.error);
  }

  @Post(':organisation/leaving')
  async leave(@Param('organisation') id: string, @Res() { visit }: FastifyReply) {
    const left = await this.organisations.leave(visit, id);
    if (left.ok) return visit.goTo(HOME, 'organisation-left');
    return this.list(visit, emptyForm(visit).refusedBy(left.error), left.error);
  }

  /** To the organisation that one belongs to now; by way of one's name, where the other members would read none. */
  private async enter(visit: Visit, id: string, said: string) {
    const path = `${HOME}/${encodeURIComponent(id)}`;
    const { displayName } = await this.signIn.account(visit);
    return visit.goTo(displayName === '' ? askForName(visit, path) : path, said);
  }

  private showRemoval(visit: Visit, organisation: OrganisationWithMembers, memberId: string, refused?: Refused) {
    const { members } = organisation;
    const mayRemove = members.some((each) => each.administers && each.accountId === visit.account?.accountId);
    if (!mayRemove) throw new ReadRefused(NOT_THE_ADMINISTRATOR);
    const member = members.find(({ accountId }) => accountId === memberId);
    if (!member) throw new NothingThere('IDENTITY.MEMBER_UNKNOWN');
    const empty = new Form<never>({ language: visit.language, fields: {} });
    const form = refused === undefined ? empty : empty.refusedBy(refused);
    return visit.show(<OwnRemovalPage organisation={organisation} member={member} form={form} />, refused);
  }

  private async list(visit: Visit, form: Form<OrganisationField>, answer: { readonly status?: number } = {}) {
    const organisations = await this.organisations.mine(visit);
    return visit.show(<OrganisationsPage organisations={organisations} form={form} />, answer);
  }

  private async read(visit: Visit, id: string): Promise<OrganisationWithMembers> {
    const organisation = await this.organisations.find(visit, id);
    if (!organisation) throw new NothingThere('IDENTITY.ORGANISATION_UNKNOWN');
    return organisation;
  }
}

function fieldsFor({ language }: Visit) {
  return {
    language,
    fields: {
      name: {
        label: translate(language, 'web.organisation.name'),
        hint: translate(language, 'web.organisation.name.hint'),
        required: true,
      },
      country: { label: translate(language, 'web.nominee.country'), required: true },
      stakeholderType: { label: translate(language, 'web.nominee.stakeholder'), required: true },
    },
  };
}

const organisationForm = (visit: Visit) => new Form<OrganisationField>({ ...fieldsFor(visit), posted: visit.posted });
/** For a refusal of something else on the same page. */
const emptyForm = (visit: Visit) => new Form<OrganisationField>(fieldsFor(visit));

function inviteForm({ language, posted }: Visit): Form<'email'> {
  const fields = {
    email: {
      label: translate(language, 'web.sign-in.email'),
      hint: translate(language, 'web.organisation.invite.hint'),
      required: true,
    },
  };
  return new Form({ language, posted, fields });
}
