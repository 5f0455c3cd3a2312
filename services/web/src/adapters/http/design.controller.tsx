import { Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { DesignPage } from '../../pages/design/design-page.js';
import { Pages } from './pages.js';

const KEPT_SECONDS = 3_600;

@Pages()
@Access.public()
export class DesignController {
  @Get('design')
  design(@Res() { visit }: FastifyReply) {
    return visit.showToAll(<DesignPage />, KEPT_SECONDS);
  }
}
