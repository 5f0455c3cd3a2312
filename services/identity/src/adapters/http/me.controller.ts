import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Patch, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Access, Actor, type AccountClaims, MaxCharacters, IsPrintable } from '@wsis/http';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { ChangeProfile } from '../../application/change-profile.js';
import { EraseAccount } from '../../application/erase-account.js';
import { ReadAccount } from '../../application/read-account.js';
import { AccountScreens, type AccountExport } from '../../application/screens.js';
import { ONE_LINE_OR_EMPTY } from './one-line.js';
import { valueOrThrow } from './problem-map.js';
import { AccountAnswer, accountAnswer } from './sign-in.dto.js';
import { StandingSession } from './standing-session.interceptor.js';

/** What an account says of itself; what is left out stays. */
export class ChangeProfileDto {
  @ApiPropertyOptional({ maxLength: 120 })
  @IsOptional()
  @IsString()
  @MaxCharacters(120)
  @IsPrintable(ONE_LINE_OR_EMPTY)
  displayName?: string;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-2, or empty.' })
  @IsOptional()
  @IsString()
  @MaxLength(2)
  country?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^[a-z-]{0,40}$/)
  stakeholderType?: string;

  @ApiPropertyOptional({ enum: LANGUAGES })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;
}

@ApiTags('account')
@ApiBearerAuth()
@Controller('me')
@Access.signedIn()
@UseInterceptors(StandingSession)
export class MeController {
  constructor(
    @Inject(ReadAccount) private readonly readAccount: ReadAccount,
    @Inject(ChangeProfile) private readonly changeProfile: ChangeProfile,
    @Inject(EraseAccount) private readonly eraseAccount: EraseAccount,
    @Inject(AccountScreens) private readonly screens: AccountScreens,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'My account' })
  @ApiOkResponse({ type: AccountAnswer })
  async read(@Actor() actor: AccountClaims): Promise<AccountAnswer> {
    return accountAnswer(valueOrThrow(await this.readAccount.run(actor)));
  }

  @Patch()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Change what my account says of me' })
  @ApiOkResponse({ type: AccountAnswer })
  async change(@Body() body: ChangeProfileDto, @Actor() actor: AccountClaims): Promise<AccountAnswer> {
    return accountAnswer(
      valueOrThrow(await this.changeProfile.run({ accountId: actor.accountId, change: { ...body } })),
    );
  }

  @Get('export')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Everything that is held about me' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object' } } } })
  export(@Actor() actor: AccountClaims): Promise<AccountExport> {
    return this.screens.export(actor.accountId);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Erase my account; ballots stand, and the mailbox keeps its voter' })
  @ApiNoContentResponse()
  async erase(@Actor() actor: AccountClaims): Promise<void> {
    valueOrThrow(await this.eraseAccount.run(actor));
  }
}
