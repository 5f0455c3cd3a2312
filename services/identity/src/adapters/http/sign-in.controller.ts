import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import { negotiateLanguage } from '@wsis/i18n';
import { AskForCode } from '../../application/ask-for-code.js';
import { FollowCodeRequest } from '../../application/follow-code-request.js';
import { RedeemCode } from '../../application/redeem-code.js';
import { RenewSession } from '../../application/renew-session.js';
import { SignOut } from '../../application/sign-out.js';
import { PUBLIC_KEYS, type PublicKeys } from './public-keys.js';
import { valueOrThrow } from './problem-map.js';
import {
  AskedForCodeAnswer,
  AskForCodeDto,
  CodeHandleDto,
  CodeRequestAnswer,
  RedeemCodeDto,
  SignedInAnswer,
  signedInAnswer,
} from './sign-in.dto.js';

@ApiTags('sign-in')
@Controller()
export class SignInController {
  constructor(
    @Inject(AskForCode) private readonly askForCode: AskForCode,
    @Inject(FollowCodeRequest) private readonly followCodeRequest: FollowCodeRequest,
    @Inject(RedeemCode) private readonly redeemCode: RedeemCode,
    @Inject(RenewSession) private readonly renewSession: RenewSession,
    @Inject(SignOut) private readonly signOut: SignOut,
    @Inject(PUBLIC_KEYS) private readonly publicKeys: PublicKeys,
  ) {}

  @Post('codes')
  @RouteConfig({ work: 'signing-in', pausedBy: 'codes' })
  @HttpCode(202)
  @Access.public()
  @ApiOperation({ summary: 'Ask for a one-time code; the answer is the same for every mailbox' })
  @ApiAcceptedResponse({ type: AskedForCodeAnswer })
  @ApiResponse({
    status: 428,
    description:
      'IDENTITY.PROOF_REQUIRED or PROOF_REFUSED: very many ask just now. `proof` holds an ALTCHA challenge and a wait; send the same again with one of them',
  })
  async ask(@Body() body: AskForCodeDto, @Req() request: FastifyRequest): Promise<AskedForCodeAnswer> {
    const { handle, resendAt } = valueOrThrow(
      await this.askForCode.run({
        email: body.email,
        language: body.language ?? negotiateLanguage(request.headers['accept-language']),
        from: { ip: request.ip },
        proof: body.proof,
      }),
    );
    return { accepted: true, handle, resendAt: resendAt.toISOString() };
  }

  // By POST, so that no handle stands in an address that logs and histories keep.
  @Post('codes/state')
  @HttpCode(200)
  @Access.public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How far the mail with a code is, for whoever asked for it' })
  @ApiOkResponse({ type: CodeRequestAnswer })
  async follow(@Body() body: CodeHandleDto): Promise<CodeRequestAnswer> {
    const found = valueOrThrow(await this.followCodeRequest.run(body.handle));
    const { state, reason, askedAt, settledAt, codeEndsAt, resendAt } = found;
    return {
      state,
      askedAt: askedAt.toISOString(),
      ...(settledAt === undefined ? {} : { settledAt: settledAt.toISOString() }),
      ...(reason === undefined ? {} : { reason }),
      ...(codeEndsAt === undefined ? {} : { codeEndsAt: codeEndsAt.toISOString() }),
      resendAt: resendAt.toISOString(),
    };
  }

  @Post('sessions')
  @RouteConfig({ work: 'signing-in' })
  @HttpCode(201)
  @Access.public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Trade a one-time code for a session' })
  @ApiCreatedResponse({ type: SignedInAnswer })
  async redeem(@Body() body: RedeemCodeDto, @Req() request: FastifyRequest): Promise<SignedInAnswer> {
    const signedIn = await this.redeemCode.run({
      email: body.email,
      handle: body.handle,
      code: body.code,
      language: body.language ?? negotiateLanguage(request.headers['accept-language']),
      from: { ip: request.ip },
    });
    return signedInAnswer(valueOrThrow(signedIn));
  }

  @Post('sessions/renewal')
  @RouteConfig({ work: 'signing-in' })
  @HttpCode(200)
  @Access.signedIn()
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A fresh token with the roles held now; the second factor stays as it was' })
  @ApiOkResponse({ type: SignedInAnswer })
  async renew(@Actor() actor: AccountClaims): Promise<SignedInAnswer> {
    return signedInAnswer(valueOrThrow(await this.renewSession.run(actor)));
  }

  @Delete('sessions/current')
  @HttpCode(204)
  @Access.signedIn()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Sign out, and end the ballot sessions opened from here' })
  @ApiNoContentResponse()
  async end(@Actor() actor: AccountClaims): Promise<void> {
    await this.signOut.run(actor);
  }

  @Get('keys')
  @Access.public()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'The keys that account sessions are verified with (JSON Web Key Set)' })
  @ApiOkResponse({ schema: { type: 'object', properties: { keys: { type: 'array', items: { type: 'object' } } } } })
  keys(): PublicKeys {
    return this.publicKeys;
  }
}
