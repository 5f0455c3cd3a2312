import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Res, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Access, Actor, IfMatch, decodePlace, pageSize, problem, type AccountClaims } from '@wsis/http';
import { isLanguage, type Language } from '@wsis/kernel';
import { AssignTranslations } from '../../application/assign-translations.js';
import { CheckTranslations, type CheckedDraft } from '../../application/check-translations.js';
import { TranslateSubmission, type StoredTranslation } from '../../application/translate-submission.js';
import {
  TRANSLATION_ORDERS,
  TRANSLATION_STATES,
  TranslationScreens,
  type TranslationEntry,
  type TranslationOrder,
  type TranslationOverview,
  type TranslationState,
  type TranslationTexts,
} from '../../application/translation-screens.js';
import { EditionOfRecord } from './edition-of-record.interceptor.js';
import { LONGEST_CURSOR, PageQueryDto, answerPage, type PageAnswer } from './page.dto.js';
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

export class TranslationEntriesQueryDto extends TranslationListQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  declare cursor?: string;

  @ApiPropertyOptional({ enum: TRANSLATION_ORDERS })
  @IsOptional()
  @IsIn(TRANSLATION_ORDERS)
  sort?: TranslationOrder;
}

export class ReadDraftDto {
  @IsUUID()
  id!: string;

  /** The version of the translation that was read. */
  @IsInt()
  @Min(1)
  version!: number;
}

export class CheckTranslationsDto {
  /** 1 to 200. */
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((item: ReadDraftDto) => item.id)
  @ValidateNested({ each: true })
  @Type(() => ReadDraftDto)
  items!: ReadDraftDto[];
}

export class AssignmentDto {
  @IsString()
  @MaxLength(40)
  category!: string;

  /** The account that translates; null: nobody. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  @ValidateIf(({ translator }: AssignmentDto) => translator !== null)
  @IsUUID()
  translator!: string | null;

  /** The account that stood there when this was decided; null: nobody. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  @ValidateIf(({ from }: AssignmentDto) => from !== null)
  @IsUUID()
  from!: string | null;
}

export class AssignTranslationsDto {
  /** Those that change. */
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((item: AssignmentDto) => item.category)
  @ValidateNested({ each: true })
  @Type(() => AssignmentDto)
  items!: AssignmentDto[];
}

@Controller()
export class TranslationsController {
  constructor(
    @Inject(TranslateSubmission) private readonly translateSubmission: TranslateSubmission,
    @Inject(CheckTranslations) private readonly checkTranslations: CheckTranslations,
    @Inject(AssignTranslations) private readonly assignTranslations: AssignTranslations,
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

  /** The entries that another language is wanted of, and how far each is; first those given to who asks. */
  @Get('editions/:edition/translations/:language')
  @Access.role('translator', 'secretariat', 'auditor')
  async entries(
    @Param('edition') editionId: string,
    @Param('language') name: string,
    @Query() query: TranslationEntriesQueryDto,
    @Actor() actor: AccountClaims,
  ): Promise<PageAnswer<TranslationEntry>> {
    const filter = filterOf(editionId, name, query, actor);
    return answerPage(await this.screens.entries(filter, query.sort ?? 'mine', placeOf(query), pageSize(query.limit)));
  }

  /** The same with the words to translate and what stands in the other language, for other tools. */
  @Get('editions/:edition/translations/:language/texts')
  @Access.role('translator', 'secretariat', 'auditor')
  async texts(
    @Param('edition') editionId: string,
    @Param('language') name: string,
    @Query() query: TranslationListQueryDto,
    @Actor() actor: AccountClaims,
  ): Promise<PageAnswer<TranslationTexts>> {
    const filter = filterOf(editionId, name, query, actor);
    return answerPage(await this.screens.texts(filter, placeOf(query), pageSize(query.limit)));
  }

  /** Marks drafts as checked, each in the version that was read; those that changed or are not whole are named. */
  @Post('editions/:edition/translations/:language/checks')
  @HttpCode(200)
  @Access.role('translator', 'secretariat')
  async check(
    @Param('edition') editionId: string,
    @Param('language') name: string,
    @Body() { items }: CheckTranslationsDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ items: readonly CheckedDraft[] }> {
    const checked = await this.checkTranslations.execute(editionId, languageOf(name), items, actor.accountId);
    return { items: valueOrThrow(checked) };
  }

  /** Gives categories to translators into this language, or to nobody; one that somebody changed meanwhile changes none. */
  @Put('editions/:edition/translations/:language/assignments')
  @HttpCode(204)
  @Access.role('secretariat')
  async assign(
    @Param('edition') editionId: string,
    @Param('language') name: string,
    @Body() { items }: AssignTranslationsDto,
    @Actor() actor: AccountClaims,
  ): Promise<void> {
    valueOrThrow(await this.assignTranslations.execute(editionId, languageOf(name), items, actor.accountId));
  }

  /** Stores what was made of the version of the translation that `If-Match` names; 0 where there was none. */
  @Put('submissions/:id/texts/:language')
  @UseInterceptors(EditionOfRecord)
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

const placeOf = ({ cursor }: TranslationListQueryDto) => decodePlace(cursor, ['text', 'uuid']);

function filterOf(
  editionId: string,
  name: string,
  { state, category }: TranslationListQueryDto,
  { accountId: viewer }: AccountClaims,
) {
  return {
    editionId,
    viewer,
    language: languageOf(name),
    ...(state === undefined ? {} : { state }),
    ...(category === undefined ? {} : { category }),
  };
}

function languageOf(name: string): Language {
  if (!isLanguage(name)) throw problem('HTTP.NOT_FOUND');
  return name;
}
