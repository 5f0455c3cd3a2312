import { Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Access, problem } from '@wsis/http';
import type { PreferenceStore, StopLinks } from '../../application/ports.js';
import { OPTIONAL_NOTICES } from '../../domain/notice.js';
import type { StopLink } from '../../domain/stop-link.js';
import './problem-map.js';
import { PREFERENCES, STOP_LINKS } from './tokens.js';

/** What the link stops, and whether that is stopped. */
export class StopLinkAnswer {
  @ApiProperty({ enum: OPTIONAL_NOTICES })
  notice!: string;

  @ApiProperty()
  stopped!: boolean;
}

/** The link at the foot of a mail: whoever holds it may stop that kind of mail, signed in or not. A GET changes nothing. */
@ApiTags('notifications')
@Controller('stop-links/:token')
@Access.public()
export class StopLinksController {
  constructor(
    @Inject(STOP_LINKS) private readonly links: StopLinks,
    @Inject(PREFERENCES) private readonly preferences: PreferenceStore,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What the link stops; changes nothing' })
  @ApiOkResponse({ type: StopLinkAnswer })
  async read(@Param('token') token: string): Promise<StopLinkAnswer> {
    const { accountId, notice } = this.linkOf(token);
    return { notice, stopped: (await this.preferences.refused(accountId)).includes(notice) };
  }

  /** A mail program posts `List-Unsubscribe=One-Click` (RFC 8058); a page may post nothing. */
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop that kind of mail' })
  @ApiOkResponse({ type: StopLinkAnswer })
  async stop(@Param('token') token: string): Promise<StopLinkAnswer> {
    const { accountId, notice } = this.linkOf(token);
    await this.preferences.save(accountId, notice, false);
    return { notice, stopped: true };
  }

  private linkOf(token: string): StopLink {
    const link = this.links.read(token);
    if (!link) throw problem('NOTIFICATIONS.STOP_LINK_UNKNOWN');
    return link;
  }
}
