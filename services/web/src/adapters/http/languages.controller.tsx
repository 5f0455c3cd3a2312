import { Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { AREAS, coverage, sentencesOf } from '@wsis/i18n';
import { isLanguage } from '@wsis/kernel';
import { LanguagesPage, SentencesPage } from '../../pages/languages/languages-pages.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';

const SENTENCES_A_PAGE = 50;

/** How far the platform's own sentences are, in each language. */
@Pages(':language/desk/languages')
@Access.role('secretariat', 'translator', 'auditor')
export class LanguagesController {
  @Get()
  overview(@Res() { visit }: FastifyReply) {
    return visit.show(<LanguagesPage coverage={coverage()} />);
  }

  @Get(':of/:area')
  sentences(@Param('of') of: string, @Param('area') name: string, @Res() { visit }: FastifyReply) {
    const area = AREAS.find((known) => known === name);
    if (area === undefined || !isLanguage(of)) throw new NothingThere('HTTP.NOT_FOUND');
    const state = readTableState((query) => visit.query(query), { path: `/desk/languages/${of}/${area}` });
    const all = sentencesOf(of, area);
    const from = Math.max(
      0,
      all.findIndex(({ key }) => key === state.cursor),
    );
    const next = all[from + SENTENCES_A_PAGE]?.key;
    const sentences = all.slice(from, from + SENTENCES_A_PAGE);
    return visit.show(<SentencesPage {...{ of, area, state, sentences }} nextCursor={next} />);
  }
}
