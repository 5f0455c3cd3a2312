import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '@wsis/http';
import { MailScreens, type MailFigures } from '../../application/mail-figures.js';

/** How the mails of this service are doing: codes and invitations, in numbers alone. */
@ApiTags('support')
@ApiBearerAuth()
@Controller()
@Access.role('secretariat', 'auditor')
export class MailsController {
  constructor(@Inject(MailScreens) private readonly screens: MailScreens) {}

  @Get('mails/figures')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Mails of the last two days by kind, state and hour, and what waits' })
  figures(): Promise<MailFigures> {
    return this.screens.figures();
  }

  @Get('editions/:edition/reminder-figures')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How many voters of an edition agreed to be reminded, whether they have finished or not' })
  async reminders(@Param('edition') edition: string): Promise<{ readonly agreed: number }> {
    return { agreed: await this.screens.remindable(edition) };
  }
}
