import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { Access, MAX_PAGE_SIZE } from '@wsis/http';
import type { Language } from '@wsis/kernel';
import { IntrospectSession } from '../../application/introspect-session.js';
import type { Membership } from '../../application/ports.js';
import { ReadAddresses } from '../../application/read-addresses.js';
import { ReadOrganisation } from '../../application/read-organisation.js';
import { INVITED_ROLES, type InvitedRole } from '../../domain/role.js';
import { AccountScreens } from '../../application/screens.js';

export class IntrospectionDto {
  @IsUUID()
  sessionId!: string;

  @IsUUID()
  accountId!: string;
}

export class AddressesDto {
  @IsArray()
  @ArrayMaxSize(MAX_PAGE_SIZE)
  @IsUUID('all', { each: true })
  accountIds!: string[];
}

export class MembershipsDto {
  @IsUUID()
  accountId!: string;
}

export class AccountsByRoleDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  edition!: string;

  @IsString()
  @IsIn(INVITED_ROLES)
  role!: InvitedRole;

  @IsOptional()
  @IsUUID()
  after?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit?: number;
}

/** What the other services ask, each with an internal token. */
@ApiExcludeController()
@Controller('internal')
@Access.internal()
export class InternalController {
  constructor(
    @Inject(IntrospectSession) private readonly introspectSession: IntrospectSession,
    @Inject(ReadAddresses) private readonly readAddresses: ReadAddresses,
    @Inject(ReadOrganisation) private readonly readOrganisation: ReadOrganisation,
    @Inject(AccountScreens) private readonly screens: AccountScreens,
  ) {}

  @Post('introspection')
  @HttpCode(200)
  async introspect(@Body() body: IntrospectionDto): Promise<{ active: boolean }> {
    return { active: await this.introspectSession.run(body) };
  }

  /** An account that was erased is left out. */
  @Post('addresses')
  @HttpCode(200)
  async addresses(
    @Body() body: AddressesDto,
  ): Promise<readonly { accountId: string; address: string; language: Language }[]> {
    return this.readAddresses.run(body.accountIds);
  }

  @Post('memberships')
  @HttpCode(200)
  async memberships(@Body() body: MembershipsDto): Promise<{ items: readonly Omit<Membership, 'state'>[] }> {
    const memberships = await this.readOrganisation.ofAccount(body.accountId);
    return {
      items: memberships
        .filter((each) => each.state === 'active')
        .map(({ organisationId, name, country, stakeholderType }) => ({
          organisationId,
          name,
          country,
          stakeholderType,
        })),
    };
  }

  /** One page; `after` is the last account id of the page before. */
  @Post('accounts-by-role')
  @HttpCode(200)
  async accountsByRole(@Body() body: AccountsByRoleDto): Promise<{ accountIds: readonly string[] }> {
    const accountIds = await this.screens.accountsByRole({
      editionId: body.edition,
      role: body.role,
      after: body.after,
      limit: body.limit ?? MAX_PAGE_SIZE,
    });
    return { accountIds };
  }
}
