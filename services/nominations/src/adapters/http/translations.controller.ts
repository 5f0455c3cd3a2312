import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsObject } from 'class-validator';
import { Access, Actor, problem, type AccountClaims } from '@wsis/http';
import { isLanguage } from '@wsis/kernel';
import { TranslateSubmission } from '../../application/translate-submission.js';
import { TranslationScreens, type TranslationOverview } from '../../application/translation-screens.js';
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

  @Put('submissions/:id/texts/:language')
  @Access.role('translator', 'secretariat')
  async translate(
    @Param('id', SubmissionIdPipe) id: string,
    @Param('language') language: string,
    @Body() body: TranslationDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ language: string; state: string }> {
    if (!isLanguage(language)) throw problem('HTTP.NOT_FOUND');
    const translation = { language, state: body.state, texts: body.values };
    return valueOrThrow(await this.translateSubmission.execute(id, translation, actor));
  }
}
