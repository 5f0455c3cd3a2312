import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { Translations } from '../../application/translations/ports.js';
import { Form } from '../../pages/forms/form.js';
import { GatePage, type GateField } from '../../pages/translations/gate-page.js';
import { EditionsToTranslate } from './editions-to-translate.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** Lowers the language gate of the rules: two persons and a public reason. */
@Pages(':language/desk/translations/:edition/gate')
@Access.role('secretariat', { fresh: true })
export class LanguageGateController {
  constructor(
    @Inject(Translations) private readonly translations: Translations,
    @Inject(EditionsToTranslate) private readonly editions: EditionsToTranslate,
  ) {}

  @Get()
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    return visit.show(<GatePage {...await this.opened(visit, editionId)} form={formOf(visit)} />);
  }

  @Post()
  async propose(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, editionId);
    const form = formOf(visit);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<GatePage {...opened} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const lowered = {
      categories: form.texts('categories').filter((category) => category !== ''),
      languages: form.texts('languages'),
      level: form.text('level'),
      reason: form.text('reason').trim(),
    };
    const proposed = await this.translations.lowerGate(visit, editionId, lowered, form.key);
    if (proposed.ok) return visit.goTo(`/desk/approvals/nominations/${proposed.value}`, 'proposed');
    return visit.show(<GatePage {...opened} form={form.refusedBy(proposed.error)} />, proposed.error);
  }

  private async opened(visit: Visit, editionId: string) {
    const [found, lowered] = await Promise.all([
      this.editions.find(visit, editionId),
      this.translations.loweredGates(editionId),
    ]);
    return { ...found, lowered };
  }
}

function formOf({ language, posted }: Visit): Form<GateField> {
  const label = (name: GateField) => translate(language, `web.gate.${name}`);
  return new Form<GateField>({
    language,
    posted,
    fields: {
      level: { label: label('level'), required: true },
      languages: { label: label('languages'), required: true },
      categories: { label: label('categories'), hint: translate(language, 'web.gate.categories.hint') },
      reason: { label: label('reason'), hint: translate(language, 'web.gate.reason.hint'), required: true },
    },
  });
}
