import {
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Access, Actor, problem, type AccountClaims } from '@wsis/http';
import { EndSessions } from '../../application/end-sessions.js';
import { ListSessions } from '../../application/list-sessions.js';
import { AccountScreens } from '../../application/screens.js';
import { RegistrationsAnswer, SentMailsAnswer, SessionsAnswer } from './my-data.dto.js';
import { valueOrThrow } from './problem-map.js';
import { StandingSession } from './standing-session.interceptor.js';

const sessionId = new ParseUUIDPipe({ exceptionFactory: () => problem('IDENTITY.SESSION_UNKNOWN') });

/** What an account may see of itself, part by part; the whole is in the export. */
@ApiTags('account')
@ApiBearerAuth()
@Controller('me')
@Access.signedIn()
@UseInterceptors(StandingSession)
export class MyDataController {
  constructor(
    @Inject(ListSessions) private readonly listSessions: ListSessions,
    @Inject(EndSessions) private readonly endSessions: EndSessions,
    @Inject(AccountScreens) private readonly screens: AccountScreens,
  ) {}

  @Get('sessions')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Where I am signed in' })
  @ApiOkResponse({ type: SessionsAnswer })
  async sessions(@Actor() actor: AccountClaims): Promise<SessionsAnswer> {
    const live = await this.listSessions.run(actor.accountId);
    return {
      items: live.map(({ secondFactorAt, ...session }) => ({
        sessionId: session.sessionId,
        signedInAt: session.signedInAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
        expiresAt: session.expiresAt.toISOString(),
        ...(secondFactorAt === undefined ? {} : { secondFactorAt: secondFactorAt.toISOString() }),
        current: session.sessionId === actor.sessionId,
      })),
    };
  }

  @Delete('sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out everywhere, or everywhere else' })
  @ApiQuery({ name: 'except', required: false, enum: ['current'] })
  @ApiNoContentResponse()
  async endAll(@Actor() actor: AccountClaims, @Query('except') except?: string): Promise<void> {
    if (except !== undefined && except !== 'current') {
      throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'except', rule: 'isIn', params: { values: 'current' } }]);
    }
    const kept = except === 'current' ? actor.sessionId : undefined;
    valueOrThrow(await this.endSessions.run({ accountId: actor.accountId, except: kept }));
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End one of my sessions' })
  @ApiNoContentResponse()
  async endOne(@Param('id', sessionId) id: string, @Actor() actor: AccountClaims): Promise<void> {
    valueOrThrow(await this.endSessions.run({ accountId: actor.accountId, sessionId: id }));
  }

  @Get('registrations')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Where I registered to vote, what I said there and agreed to' })
  @ApiOkResponse({ type: RegistrationsAnswer })
  async registrations(@Actor() { accountId }: AccountClaims): Promise<RegistrationsAnswer> {
    const found = await this.screens.registrations(accountId);
    return {
      items: found.map(({ editionId, profile, consentedAt, remindersAgreedAt, linkDestroyedOn }) => ({
        edition: editionId,
        profile: { ...profile },
        consentedAt: consentedAt.toISOString(),
        ...(remindersAgreedAt === undefined ? {} : { remindersAgreedAt: remindersAgreedAt.toISOString() }),
        ...(linkDestroyedOn === undefined ? {} : { linkDestroyedOn }),
      })),
    };
  }

  @Get('mails')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Mails that identity sent me: kind, state and time, no content' })
  @ApiOkResponse({ type: SentMailsAnswer })
  async mails(@Actor() { accountId }: AccountClaims): Promise<SentMailsAnswer> {
    const found = await this.screens.sentMails(accountId);
    return {
      items: found.map(({ kind, state, askedAt, settledAt }) => ({
        kind,
        state,
        askedAt: askedAt.toISOString(),
        ...(settledAt === undefined ? {} : { settledAt: settledAt.toISOString() }),
      })),
    };
  }
}
