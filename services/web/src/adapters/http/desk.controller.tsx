import { Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { offeredTo, type DeskEntry } from '../../application/desk-entry.js';
import { DeskHome } from '../../pages/desk/desk-home.js';
import { Pages } from './pages.js';
import { DESK_ENTRIES } from './tokens.js';

@Pages(':language/desk')
export class DeskController {
  constructor(@Inject(DESK_ENTRIES) private readonly entries: readonly DeskEntry[]) {}

  @Get()
  @Access.signedIn()
  home(@Res() { visit }: FastifyReply) {
    const offered = visit.account === undefined ? [] : offeredTo(visit.account, this.entries);
    return visit.show(<DeskHome entries={offered} />);
  }
}
