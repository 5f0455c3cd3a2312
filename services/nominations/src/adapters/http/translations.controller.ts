import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiProperty } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Access, Actor, IfMatch, decodePlace, pageSize, problem, type AccountClaims } from '@wsis/http';
import { isLanguage, type Language } from '@wsis/kernel';
import { TranslateSubmission, type StoredTranslation } from '../../application/translate-submission.js';
import {
  TRANSLATION_STATES,
  TranslationScreens,
  type TranslationEntry,
  type TranslationOverview,
  type TranslationState,
} from '../../application/translation-screens.js';
import { PageQueryDto, answerPage, type PageAnswer } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { SubmissionIdPipe } from './record-id.js';

export class TranslationDto {
  /** A person has confirmed it, or a machine has drafted it. */
  @ApiProperty({ enum: ['machine-draft', 'checked'] })
  @IsIn(['machine-draft', 'checked'])
  state!: 'machine-draft' | 'checked';

  /** Translated answers by the field ids of the edition's rule book. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  values!: Record<string, unknown>;
}

export class TranslationListQueryDto extends PageQueryDto {
  @IsOptional()
  @IsIn(TRANSLATION_STATES)
  state?: TranslationState;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  category?: string;
}

@Controller()
export class TranslationsController {
  constructor(
    @Inject(TranslateSubmission) private readonly translateSubmission: TranslateSubmission,
    @Inject(TranslationScreens) private readonly screens: TranslationScreens,
  ) {}

  /** What is translated and what is missing, by category and language, in entries and words; and the language gate. */
  @Get('editions/:edition/translations')
  @Access.role('translator', 'secretariat', 'auditor')
  async overview(@Param('edition') edition: string): Promise<TranslationOverview> {
    const overview = await this.screens.overview(edition);
    if (!overview) throw toProblem({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition });
    return overview;
  }

  /** The entries that another language is wanted of, and how far each is. */
  @Get('editions/:edition/translations/:language')
  @Access.role('translator', 'secretariat', 'auditor')
  async entries(
    @Param('edition') editionId: string,
    @Param('language') name: string,
    @Query() { state, category, cursor, limit }: TranslationListQueryDto,
  ): Promise<PageAnswer<TranslationEntry>> {
    const filter = {
      editionId,
      language: languageOf(name),
      ...(state === undefined ? {} : { state }),
      ...(category === undefined ? {} : { category }),
    };
    return answerPage(await this.screens.entries(filter, decodePlace(cursor, ['uuid']), pageSize(limit)));
  }

  /** Stores what was made of the version of the translation that `If-Match` names; 0 where there was none. */
  @Put('submissions/:id/texts/:language')
  @Access.role('translator', 'secretariat')
  @ApiHeader({ name: 'If-Match', required: true })
  async translate(
    @Param('id', SubmissionIdPipe) id: string,
    @Param('language') name: string,
    @IfMatch() fromVersion: number,
    @Body() body: TranslationDto,
    @Actor() actor: AccountClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StoredTranslation> {
    const translation = { language: languageOf(name), state: body.state, texts: body.values };
    const stored = valueOrThrow(await this.translateSubmission.execute(id, translation, fromVersion, actor));
    void reply.header('etag', `"${stored.version}"`);
    return stored;
  }
}

function languageOf(name: string): Language {
  if (!isLanguage(name)) throw problem('HTTP.NOT_FOUND');
  return name;
}
