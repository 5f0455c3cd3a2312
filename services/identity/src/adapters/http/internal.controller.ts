import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import { Access, MAX_PAGE_SIZE } from '@wsis/http';
import type { Language } from '@wsis/kernel';
import { FindUnfinishedVoters, type UnfinishedPage } from '../../application/find-unfinished-voters.js';
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

export class UnfinishedVotersDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  edition!: string;

  @IsOptional()
  @IsUUID()
  after?: string;

  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit!: number;
}

export class ReminderAddressesDto extends AddressesDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  edition!: string;
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
    @Inject(FindUnfinishedVoters) private readonly unfinishedVoters: FindUnfinishedVoters,
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

  /** A page of those who agreed to reminders and have not finished; `next` is the `after` of the page that follows. */
  @Post('unfinished-voters')
  @HttpCode(200)
  async unfinished(@Body() { edition, after, limit }: UnfinishedVotersDto): Promise<UnfinishedPage> {
    return this.unfinishedVoters.page(edition, after, limit);
  }

  /** Whoever has finished meanwhile, or agrees no more, is left out. */
  @Post('reminder-addresses')
  @HttpCode(200)
  async reminderAddresses(
    @Body() { edition, accountIds }: ReminderAddressesDto,
  ): Promise<readonly { accountId: string; address: string; language: Language }[]> {
    return this.unfinishedVoters.addresses(edition, accountIds);
  }

  @Post('memberships')
  @HttpCode(200)
  async memberships(@Body() body: MembershipsDto): Promise<{ items: readonly Omit<Membership, 'state'>[] }> {
    const memberships = await this.readOrganisation.ofAccount(body.accountId);
    return {
      items: memberships.filter((each) => each.state === 'active').map(({ state: _, ...membership }) => membership),
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
