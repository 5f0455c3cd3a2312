import { Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { DesignPage } from '../../pages/design/design-page.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { Pages } from './pages.js';

const KEPT_SECONDS = 3_600;
const QUERY = ['sort', 'state', 'q', 'cursor'];

@Pages()
@Access.public()
export class DesignController {
  @Get('design')
  design(@Res() { visit }: FastifyReply) {
    const offered = { path: '/design', sorts: ['phase', 'number'], filters: ['q', 'state'] };
    const state = readTableState((name) => visit.query(name), offered);
    return visit.showToAll(<DesignPage state={state} />, KEPT_SECONDS, QUERY);
  }
}
