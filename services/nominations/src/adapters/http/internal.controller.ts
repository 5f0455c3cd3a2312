import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Access } from '@wsis/http';
import { NominationsScreens } from '../../application/screens.js';

export class OrganisationSubmissionsDto {
  @IsUUID()
  organisationId!: string;
}

/** What identity asks, with an internal token. */
@ApiExcludeController()
@Controller('internal')
@Access.internal()
export class InternalController {
  constructor(@Inject(NominationsScreens) private readonly screens: NominationsScreens) {}

  /** How many submissions belong to an organisation, in all editions and states. */
  @Post('organisation-submissions')
  @HttpCode(200)
  async submissions(@Body() { organisationId }: OrganisationSubmissionsDto): Promise<{ count: number }> {
    return { count: await this.screens.countOfOrganisation(organisationId) };
  }
}
