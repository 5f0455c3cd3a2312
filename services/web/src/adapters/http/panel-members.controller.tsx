import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { Judging } from '../../application/judging/ports.js';
import { People, type RoleHolder } from '../../application/people/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { candidatesOf } from '../../domain/panel-candidates.js';
import { Form } from '../../pages/forms/form.js';
import { PanelMembersPage, type PanelField, type PanelMembersProps } from '../../pages/judging/panel-members-page.js';
import { panelsPath } from '../../pages/judging/panels-pages.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const ROLES = ['expert', 'panel-chair'] as const;

/** Who judges a category: chosen by name, proposed by one person and approved by another. */
@Pages(':language/desk/panels/:edition/:category/members')
@Access.role('secretariat', { fresh: true })
export class PanelMembersController {
  constructor(
    @Inject(Judging) private readonly judging: Judging,
    @Inject(People) private readonly people: People,
    @Inject(Submissions) private readonly submissions: Submissions,
  ) {}

  @Get()
  async choose(
    @Param('edition') editionId: string,
    @Param('category') category: string,
    @Res() { visit }: FastifyReply,
  ) {
    return visit.show(<PanelMembersPage {...await this.opened(visit, editionId, category)} />);
  }

  @Post()
  async propose(
    @Param('edition') editionId: string,
    @Param('category') category: string,
    @Res() { visit }: FastifyReply,
  ) {
    const opened = await this.opened(visit, editionId, category);
    const { form } = opened;
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<PanelMembersPage {...opened} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const members = form.texts('members').filter((member) => member !== '');
    const proposed = await this.judging.form(visit, editionId, { category, members, chair: form.text('chair') });
    if (proposed.ok) return visit.goTo(panelsPath(editionId), 'proposed');
    return visit.show(<PanelMembersPage {...opened} form={form.refusedBy(proposed.error)} />, proposed.error);
  }

  private async opened(visit: Visit, editionId: string, category: string): Promise<PanelMembersProps> {
    const [ruleBook, panels, ...holders] = await Promise.all([
      this.submissions.rules(editionId),
      this.judging.panels(visit, editionId),
      ...ROLES.map((role) => this.people.all(visit, { editionId, role })),
    ]);
    if (!ruleBook) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    if (!ruleBook.categories.some(({ code }) => code === category)) {
      throw new NothingThere('EVALUATION.CATEGORY_UNKNOWN');
    }
    const panel = panels.find((each) => each.category === category);
    const candidates = candidatesOf(category, holders.flat() satisfies RoleHolder[], panels);
    return { editionId, category, ruleBook, panel, candidates, form: panelForm(visit, panel) };
  }
}

function panelForm({ language, posted }: Visit, panel: PanelMembersProps['panel']): Form<PanelField> {
  return new Form<PanelField>({
    language,
    posted,
    fields: {
      members: { label: translate(language, 'web.panels.members'), required: true },
      chair: {
        label: translate(language, 'web.panels.chair'),
        hint: translate(language, 'web.panels.chair.hint'),
        required: true,
      },
    },
    values: panel === undefined ? {} : { members: panel.members, chair: panel.chair ?? '' },
  });
}
