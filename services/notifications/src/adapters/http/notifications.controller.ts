import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import type { PreferenceStore } from '../../application/ports.js';
import type { NotificationScreens } from '../../application/read-model.js';
import { OPTIONAL_NOTICES, type OptionalNotice } from '../../domain/notice.js';
import './problem-map.js';
import { PREFERENCES, SCREENS } from './tokens.js';

/** What is left out stays as it is. */
export class PreferencesDto implements Partial<Record<OptionalNotice, boolean>> {
  @ApiPropertyOptional({ description: 'Tell me when the vote opens' })
  @IsOptional()
  @IsBoolean()
  voteOpened?: boolean;

  @ApiPropertyOptional({
    description: 'Remind me while my ballot is unfinished; it takes my agreement at registration too',
  })
  @IsOptional()
  @IsBoolean()
  ballotReminder?: boolean;

  @ApiPropertyOptional({ description: 'Tell me when the winners are public' })
  @IsOptional()
  @IsBoolean()
  winnersReleased?: boolean;
}

/** What a person wants to be told, and how far the mails of an edition are. */
@ApiTags('notifications')
@Controller()
export class NotificationsController {
  constructor(
    @Inject(PREFERENCES) private readonly preferences: PreferenceStore,
    @Inject(SCREENS) private readonly screens: NotificationScreens,
  ) {}

  /** My optional notices, each wanted or not. The others always come. */
  @Get('preferences')
  @Access.signedIn()
  async read(@Actor() actor: AccountClaims): Promise<Record<OptionalNotice, boolean>> {
    const refused = await this.preferences.refused(actor.accountId);
    return Object.fromEntries(OPTIONAL_NOTICES.map((notice) => [notice, !refused.includes(notice)])) as Record<
      OptionalNotice,
      boolean
    >;
  }

  @Put('preferences')
  @Access.signedIn()
  async save(@Body() body: PreferencesDto, @Actor() actor: AccountClaims): Promise<Record<OptionalNotice, boolean>> {
    for (const notice of OPTIONAL_NOTICES) {
      const wanted = body[notice];
      if (wanted !== undefined) await this.preferences.save(actor.accountId, notice, wanted);
    }
    return this.read(actor);
  }

  /** How many mails of each notice are due, sent, bounced or unknown. To whom is not said. */
  @Get('editions/:edition/mails')
  @Access.role('secretariat', 'auditor')
  async mails(@Param('edition') edition: string) {
    return { items: await this.screens.counts(edition) };
  }
}
