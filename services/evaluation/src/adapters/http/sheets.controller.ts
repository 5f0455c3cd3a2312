import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Actor, IfMatch, type AccountClaims } from '@wsis/http';
import { DeclareConflict } from '../../application/declare-conflict.js';
import type { EvaluationReadModel } from '../../application/read-model.js';
import { SaveSheet } from '../../application/save-sheet.js';
import { ConflictDto, SheetDto } from './evaluation.dto.js';
import { READ_MODEL } from './panels.controller.js';
import { toProblem } from './problem-map.js';

/** An expert's own work. Nothing of anybody else's is here. */
@ApiTags('sheets')
@Controller('editions/:edition')
export class SheetsController {
  constructor(
    @Inject(SaveSheet) private readonly saveSheet: SaveSheet,
    @Inject(DeclareConflict) private readonly declareConflict: DeclareConflict,
    @Inject(READ_MODEL) private readonly screens: EvaluationReadModel,
  ) {}

  /** The entries that I judge, with my own scores. */
  @Get('my/assignments')
  @Access.role('expert', 'panel-chair')
  assignments(@Param('edition') edition: string, @Actor() actor: AccountClaims) {
    return this.screens.assignments(edition, actor.accountId);
  }

  /** I step back from an entry. */
  @Post('conflicts')
  @HttpCode(204)
  @Access.role('expert', 'panel-chair')
  async conflict(@Param('edition') editionId: string, @Body() body: ConflictDto, @Actor() actor: AccountClaims) {
    const done = await this.declareConflict.execute({ editionId, ...body, expertId: actor.accountId });
    if (!done.ok) throw toProblem(done.error);
  }

  /** Saves my sheet, made from the version in `If-Match` (0 for the first). */
  @Put('sheets/:nominee')
  @Access.role('expert', 'panel-chair')
  async save(
    @Param('edition') editionId: string,
    @Param('nominee', ParseUUIDPipe) nomineeId: string,
    @IfMatch() fromVersion: number,
    @Body() body: SheetDto,
    @Actor() actor: AccountClaims,
  ) {
    const key = { editionId, nomineeId, expertId: actor.accountId };
    const done = await this.saveSheet.save(key, fromVersion, body.scores, body.comment ?? '');
    if (!done.ok) throw toProblem(done.error);
    return done.value;
  }

  /** Seals my sheet as it stands in the version in `If-Match`; it can never change again. */
  @Post('sheets/:nominee/seal')
  @HttpCode(204)
  @Access.role('expert', 'panel-chair')
  async seal(
    @Param('edition') editionId: string,
    @Param('nominee', ParseUUIDPipe) nomineeId: string,
    @IfMatch() shownVersion: number,
    @Actor() actor: AccountClaims,
  ) {
    const done = await this.saveSheet.seal({ editionId, nomineeId, expertId: actor.accountId }, shownVersion);
    if (!done.ok) throw toProblem(done.error);
  }
}
