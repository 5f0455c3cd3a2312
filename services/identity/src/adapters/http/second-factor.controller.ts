import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import { EnrolSecondFactor } from '../../application/enrol-second-factor.js';
import { VerifySecondFactor } from '../../application/verify-second-factor.js';
import { valueOrThrow } from './problem-map.js';
import { EnrolmentAnswer, SecondFactorCodeDto, SignedInAnswer, signedInAnswer } from './sign-in.dto.js';

@ApiTags('second factor')
@ApiBearerAuth()
@Controller()
export class SecondFactorController {
  constructor(
    @Inject(EnrolSecondFactor) private readonly enrolSecondFactor: EnrolSecondFactor,
    @Inject(VerifySecondFactor) private readonly verifySecondFactor: VerifySecondFactor,
  ) {}

  @Post('second-factor/enrolment')
  @HttpCode(201)
  @Access.signedIn()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The secret of a new second factor; it counts once confirmed' })
  @ApiCreatedResponse({ type: EnrolmentAnswer })
  async enrol(@Actor() actor: AccountClaims): Promise<EnrolmentAnswer> {
    return valueOrThrow(await this.enrolSecondFactor.run(actor));
  }

  @Post('second-factor/enrolment/confirmation')
  @HttpCode(200)
  @Access.signedIn()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Confirm the second factor by its first code' })
  @ApiOkResponse({ type: SignedInAnswer })
  confirm(@Body() body: SecondFactorCodeDto, @Actor() actor: AccountClaims): Promise<SignedInAnswer> {
    return this.verify(body, actor, true);
  }

  @Post('sessions/second-factor')
  @RouteConfig({ work: 'signing-in' })
  @HttpCode(200)
  @Access.signedIn()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'A token that says when the second factor was verified; each code works once' })
  @ApiOkResponse({ type: SignedInAnswer })
  present(@Body() body: SecondFactorCodeDto, @Actor() actor: AccountClaims): Promise<SignedInAnswer> {
    return this.verify(body, actor, false);
  }

  private async verify(
    { code }: SecondFactorCodeDto,
    { accountId, sessionId }: AccountClaims,
    confirming: boolean,
  ): Promise<SignedInAnswer> {
    const verified = await this.verifySecondFactor.run({ accountId, sessionId, code, confirming });
    return signedInAnswer(valueOrThrow(verified));
  }
}
