import { Body, Controller, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditTrail } from '@wsis/approval';
import { Access, Actor, type AccountClaims, type IdentifiedRequest } from '@wsis/http';
import { Database } from '@wsis/persistence';
import { LookUpVoter } from '../../application/look-up-voter.js';
import { ResendCode } from '../../application/resend-code.js';
import { UnblockMailbox } from '../../application/unblock-mailbox.js';
import { valueOrThrow } from './problem-map.js';
import { AcceptedAnswer } from './sign-in.dto.js';
import { SupportAnswer, SupportLookDto, SupportResendDto } from './support.dto.js';

/** Helping somebody who cannot get in. Each look is recorded with its reason before anything is shown. */
@ApiTags('support')
@ApiBearerAuth()
@Controller('editions/:edition/support')
@Access.role('secretariat', { recordsItself: true })
export class SupportController {
  constructor(
    @Inject(LookUpVoter) private readonly lookUpVoter: LookUpVoter,
    @Inject(ResendCode) private readonly resendCode: ResendCode,
    @Inject(UnblockMailbox) private readonly unblockMailbox: UnblockMailbox,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
    @Inject(Database) private readonly database: Database,
  ) {}

  // By POST, so that no address stands in one that logs and histories keep.
  @Post('looks')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How somebody stands, found by address: states and times, no choice' })
  @ApiOkResponse({ type: SupportAnswer })
  async look(
    @Param('edition') edition: string,
    @Body() { email, reason }: SupportLookDto,
    @Actor() actor: AccountClaims,
    @Req() request: IdentifiedRequest,
  ): Promise<SupportAnswer> {
    const view = valueOrThrow(await this.lookUpVoter.run(edition, email));
    await this.note('support.looked', edition, view.accountId, reason, actor, request);
    const { accountId, ballot, mails } = view;
    return {
      ...(accountId === undefined ? {} : { accountId }),
      ...dates({
        lastSeenAt: view.lastSeenAt,
        registeredAt: view.registeredAt,
        remindersAgreedAt: view.remindersAgreedAt,
      }),
      ballot,
      mails: mails.map(({ kind, state, reason: why, askedAt, settledAt }) => ({
        kind,
        state,
        ...(why === undefined ? {} : { reason: why }),
        askedAt: askedAt.toISOString(),
        ...dates({ settledAt }),
      })),
    };
  }

  @Post('codes')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a new code, whatever the mailbox’s own budget says' })
  @ApiAcceptedResponse({ type: AcceptedAnswer })
  async resend(
    @Param('edition') edition: string,
    @Body() { email, reason, language }: SupportResendDto,
    @Actor() actor: AccountClaims,
    @Req() request: IdentifiedRequest,
  ): Promise<AcceptedAnswer> {
    const view = valueOrThrow(await this.lookUpVoter.run(edition, email));
    await this.note('support.code-sent', edition, view.accountId, reason, actor, request);
    valueOrThrow(await this.resendCode.run(email, language ?? 'en'));
    return { accepted: true };
  }

  @Post('unblocking')
  @HttpCode(202)
  @ApiOperation({ summary: 'Give a mailbox its budgets of codes and tries back' })
  @ApiAcceptedResponse({ type: AcceptedAnswer })
  async unblock(
    @Param('edition') edition: string,
    @Body() { email, reason }: SupportLookDto,
    @Actor() actor: AccountClaims,
    @Req() request: IdentifiedRequest,
  ): Promise<AcceptedAnswer> {
    const view = valueOrThrow(await this.lookUpVoter.run(edition, email));
    await this.note('support.unblocked', edition, view.accountId, reason, actor, request);
    valueOrThrow(await this.unblockMailbox.run(email));
    return { accepted: true };
  }

  private note(
    action: string,
    editionId: string,
    accountId: string | undefined,
    reason: string,
    actor: AccountClaims,
    request: IdentifiedRequest,
  ): Promise<void> {
    return this.trail.record(this.database, {
      actor: actor.accountId,
      action,
      subjectKind: 'account',
      subjectId: accountId ?? '',
      editionId,
      requestId: String(request.id),
      details: { reason },
    });
  }
}

/** Those instants that are known. */
function dates<K extends string>(instants: Readonly<Record<K, Date | undefined>>): Partial<Record<K, string>> {
  const known = Object.entries<Date | undefined>(instants).flatMap(([name, at]) =>
    at ? [[name, at.toISOString()]] : [],
  );
  return Object.fromEntries(known) as Partial<Record<K, string>>;
}
