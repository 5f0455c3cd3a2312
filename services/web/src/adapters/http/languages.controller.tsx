import { Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { AREAS, coverage, sentencesOf, type Sentence } from '@wsis/i18n';
import { isLanguage } from '@wsis/kernel';
import { LanguagesPage, SentencesPage } from '../../pages/languages/languages-pages.js';
import { csvLine } from '../../pages/parts/csv.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { csvFile } from './csv-file.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';

const SENTENCES_A_PAGE = 50;

/** Those that hold some words, in their key or in either language. */
function found(sentences: readonly Sentence[], words: string): readonly Sentence[] {
  const wanted = words.trim().toLocaleLowerCase();
  return sentences.filter((sentence) =>
    [sentence.key, sentence.english, sentence.text].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
}

/** How far the platform's own sentences are, in each language. */
@Pages(':language/desk/languages')
@Access.role('secretariat', 'translator', 'auditor')
export class LanguagesController {
  @Get()
  overview(@Res() { visit }: FastifyReply) {
    return visit.show(<LanguagesPage coverage={coverage()} />);
  }

  /** All of them, to be read by somebody who checks them. */
  @Get(':of/:area/sentences.csv')
  file(@Param('of') of: string, @Param('area') name: string, @Res() reply: FastifyReply) {
    const area = AREAS.find((known) => known === name);
    if (area === undefined || !isLanguage(of)) throw new NothingThere('HTTP.NOT_FOUND');
    const rows = sentencesOf(of, area).map(({ key, english, text }) => [key, english, text]);
    return csvFile(reply, `sentences-${of}-${area}.csv`, [['key', 'en', of], ...rows].map(csvLine).join(''));
  }

  @Get(':of/:area')
  sentences(@Param('of') of: string, @Param('area') name: string, @Res() { visit }: FastifyReply) {
    const area = AREAS.find((known) => known === name);
    if (area === undefined || !isLanguage(of)) throw new NothingThere('HTTP.NOT_FOUND');
    const state = readTableState((query) => visit.query(query), {
      path: `/desk/languages/${of}/${area}`,
      filters: ['q'],
    });
    const all = found(sentencesOf(of, area), state.filters['q'] ?? '');
    const from = Math.max(
      0,
      all.findIndex(({ key }) => key === state.cursor),
    );
    const next = all[from + SENTENCES_A_PAGE]?.key;
    const sentences = all.slice(from, from + SENTENCES_A_PAGE);
    return visit.show(<SentencesPage {...{ of, area, state, sentences }} nextCursor={next} />);
  }
}
