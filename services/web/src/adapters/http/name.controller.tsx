import { Get, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { SignIn } from '../../application/sign-in/ports.js';
import { returnPath } from '../../domain/return-path.js';
import { Form } from '../../pages/forms/form.js';
import { NamePage, type NameField } from '../../pages/my-data/name-page.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const LONGEST_NAME = 120;

/** What a person is called: asked of who comes by an invitation, and to be changed at any time. */
@Pages(':language/my-data/name')
@Access.signedIn()
export class NameController {
  constructor(@Inject(SignIn) private readonly signIn: SignIn) {}

  @Get()
  async ask(@Res() { visit }: FastifyReply) {
    const { displayName } = await this.signIn.account(visit);
    return visit.show(<NamePage form={nameForm(visit, displayName)} />);
  }

  @Post()
  async save(@Res() { visit }: FastifyReply) {
    const form = nameForm(visit);
    const missing = form.missing();
    if (missing.length > 0) return visit.show(<NamePage form={form.refusedFor(missing)} />, { status: 422 });
    const saved = await this.signIn.nameMyself(visit, form.text('displayName').trim());
    if (!saved.ok) return visit.show(<NamePage form={form.refusedBy(saved.error)} />, saved.error);
    return visit.goTo(visit.destination('/my-data'), 'name-saved');
  }
}

/** The way to the page that asks for a name, and on from it. */
export function askForName(visit: Visit, to: string): string {
  return `/my-data/name?to=${encodeURIComponent(returnPath(to) ?? `/${visit.language}${to}`)}`;
}

function nameForm(visit: Visit, displayName = ''): Form<NameField> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    fields: {
      displayName: {
        label: translate(language, 'web.my-data.name'),
        required: true,
        maxCharacters: LONGEST_NAME,
      },
      to: { label: '' },
    },
    values: { displayName, to: returnPath(visit.query('to')) ?? '' },
  });
}
