import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import { Access, Actor, type AccountClaims, MaxCharacters } from '@wsis/http';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { GATE_LEVELS, type GateLevel } from '@wsis/rule-book';
import { LowerLanguageGate, type LoweringPayload } from '../../application/lower-language-gate.js';
import { TranslationScreens, type LoweredGateView } from '../../application/translation-screens.js';
import { valueOrThrow } from './problem-map.js';

const LONGEST_REASON = 2_000;
const MOST_CATEGORIES = 100;

export class LowerLanguageGateDto {
  /** None: all. */
  @IsArray()
  @ArrayMaxSize(MOST_CATEGORIES)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  categories!: string[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LANGUAGES.length)
  @ArrayUnique()
  @IsIn(LANGUAGES, { each: true })
  languages!: Language[];

  /** What a text must at least be. */
  @IsIn(GATE_LEVELS)
  level!: GateLevel;

  /** Why; it is public. */
  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;
}

/** Where the language gate of an edition's rules was lowered. */
@Controller('editions/:edition/language-gate')
export class LanguageGateController {
  constructor(
    @Inject(LowerLanguageGate) private readonly lowerGate: LowerLanguageGate,
    @Inject(TranslationScreens) private readonly screens: TranslationScreens,
  ) {}

  /** Where two persons asked for less than the rules do, and why; the latest last. */
  @Get('lowered')
  @Access.public()
  @Header('cache-control', 'public, max-age=5')
  async lowered(@Param('edition') edition: string): Promise<{ items: readonly LoweredGateView[] }> {
    return { items: await this.screens.loweredGates(edition) };
  }

  /** Proposes to ask for less, before the list is frozen; a second person agrees. */
  @Post('lowered')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async lower(
    @Param('edition') edition: string,
    @Body() body: LowerLanguageGateDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ approvalId: string; payload: LoweringPayload }> {
    return valueOrThrow(await this.lowerGate.propose(edition, body, actor));
  }
}
