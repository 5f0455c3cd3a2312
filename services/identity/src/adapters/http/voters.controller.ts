import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import { IsBoolean, IsObject, IsOptional } from 'class-validator';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import { DescribeVoterRegistration } from '../../application/describe-voter-registration.js';
import { OpenVoterSession } from '../../application/open-voter-session.js';
import { valueOrThrow } from './problem-map.js';

/** What a voter says, once an edition. */
export class OpenVoterSessionDto {
  @ApiPropertyOptional({
    description: 'Answers by the ids of the rule book’s profile fields. Needed once an edition.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { country: 'CH', stakeholderType: 'academia' },
  })
  @IsOptional()
  @IsObject()
  profile?: Record<string, unknown>;

  @ApiPropertyOptional({ description: 'Agreement to the storing of the profile. Needed once an edition.' })
  @IsOptional()
  @IsBoolean()
  consent?: boolean;

  @ApiPropertyOptional({
    description: 'Agreement to reminders while the ballot is unfinished; what is left out stays.',
  })
  @IsOptional()
  @IsBoolean()
  reminders?: boolean;
}

/** A session that casts ballots in one edition, and does nothing else. */
export class VoterSessionAnswer {
  @ApiProperty({ description: 'Bearer token for the ballot routes.' })
  token!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  @ApiProperty({ format: 'uuid', description: 'Random; the same for this mailbox in the whole edition.' })
  voterId!: string;
}

class ProfileFieldAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: ['text', 'country', 'stakeholder-type'] })
  type!: 'text' | 'country' | 'stakeholder-type';

  @ApiProperty()
  required!: boolean;
}

/** What an edition asks of its voters. */
export class VoterRegistrationAnswer {
  @ApiProperty({ type: [ProfileFieldAnswer] })
  profile!: ProfileFieldAnswer[];

  @ApiProperty({ type: [String] })
  stakeholderTypes!: string[];

  @ApiPropertyOptional({
    format: 'date',
    description: 'When the links between mailboxes and voters are destroyed; absent while no calendar is known.',
  })
  linksDestroyedOn?: string;
}

@ApiTags('voters')
@Controller('editions/:edition')
export class VotersController {
  constructor(
    @Inject(OpenVoterSession) private readonly openVoterSession: OpenVoterSession,
    @Inject(DescribeVoterRegistration) private readonly describe: DescribeVoterRegistration,
  ) {}

  @Post('voter-session')
  @RouteConfig({ work: 'signing-in' })
  @HttpCode(201)
  @Access.signedIn()
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Open a ballot session; again at any time without the profile' })
  @ApiCreatedResponse({ type: VoterSessionAnswer })
  async open(
    @Param('edition') edition: string,
    @Body() body: OpenVoterSessionDto,
    @Actor() actor: AccountClaims,
  ): Promise<VoterSessionAnswer> {
    const opened = await this.openVoterSession.run({
      accountId: actor.accountId,
      sessionId: actor.sessionId,
      editionId: edition,
      profile: body.profile,
      consent: body.consent,
      reminders: body.reminders,
    });
    const { token, expiresAt, voterId } = valueOrThrow(opened);
    return { token, expiresAt: expiresAt.toISOString(), voterId };
  }

  @Get('voter-registration')
  @Access.public()
  @Header('cache-control', 'public, max-age=30')
  @ApiOperation({ summary: 'What a voter is asked, and until when its link to a mailbox is kept' })
  @ApiOkResponse({ type: VoterRegistrationAnswer })
  async registration(@Param('edition') edition: string): Promise<VoterRegistrationAnswer> {
    const { rules, linksDestroyOn } = valueOrThrow(await this.describe.run(edition));
    return {
      profile: [...rules.profile],
      stakeholderTypes: [...rules.stakeholderTypes],
      ...(linksDestroyOn === undefined ? {} : { linksDestroyedOn: linksDestroyOn }),
    };
  }
}
