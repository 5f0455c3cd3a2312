import { Body, Controller, Get, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { Access, Actor, decodePlace, encodeCursor, pageSize, problem, type AccountClaims } from '@wsis/http';
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

  /** The notices that were sent to me: kind, state and time, no content. */
  @Get('mails')
  @Access.signedIn()
  async mine(@Actor() actor: AccountClaims) {
    return { items: await this.screens.ownMails(actor.accountId) };
  }

  /** Mails of an edition that bounced, or of which nobody knows whether they arrived; by account id, with the status alone. */
  @Get('editions/:edition/mails/failed')
  @Access.role('secretariat', { audited: true })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 200; 50 unless given.' })
  async failed(@Param('edition') edition: string, @Query('cursor') cursor?: string, @Query('limit') limit?: string) {
    const length = pageSize(limit);
    const place = decodePlace(cursor, ['text', 'uuid']);
    if (place && !/^\d{1,15}$/.test(String(place[0]))) {
      throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'cursor', rule: 'pattern' }]);
    }
    const before = place && { atMs: String(place[0]), mailId: String(place[1]) };
    const found = await this.screens.failed(edition, { before, limit: length + 1 });
    const items = found.slice(0, length);
    const last = items.at(-1);
    const more = found.length > length && last !== undefined;
    return { items, ...(more ? { nextCursor: encodeCursor([String(last.settledAt.getTime()), last.mailId]) } : {}) };
  }

  /** How many people a notice to many would reach if its time came now; who was told before, or does without, is not counted. */
  @Get('editions/:edition/mails/expected')
  @Access.role('secretariat', 'auditor')
  async expected(@Param('edition') edition: string): Promise<{ readonly voteOpened: number }> {
    return { voteOpened: await this.screens.toTellOfTheVote(edition) };
  }

  /** How many mails of each notice are due, sent, bounced or unknown, and the last two days by hour. To whom is not said. */
  @Get('editions/:edition/mails')
  @Access.role('secretariat', 'auditor')
  async mails(@Param('edition') edition: string) {
    const [items, hours] = await Promise.all([this.screens.counts(edition), this.screens.hours(edition)]);
    return { items, hours };
  }
}
