import { Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '@wsis/http';
import { negotiateLanguage } from '@wsis/i18n';
import { isLanguage } from '@wsis/kernel';
import { ASSETS, type Asset } from '../../pages/assets.js';
import { NothingThere } from './nothing-there.js';
import { securityHeaders } from './answer-page.js';
import { Pages } from './pages.js';

const assets: ReadonlyMap<string, Asset> = new Map(ASSETS.map((asset) => [asset.path, asset]));

/** The door, the files of the pages, and every address that leads nowhere. */
@Pages('')
@Access.public()
export class EntranceController {
  /** Leads to the home page in the reader's language. */
  @Get()
  door(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return toOwnLanguage(request, reply, '');
  }

  /** Leads to the page that lists the interfaces for programs. */
  @Get('api')
  api(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return toOwnLanguage(request, reply, '/api');
  }

  @Get('robots.txt')
  robots(@Res() reply: FastifyReply) {
    return reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /api/\n');
  }

  @Get('assets/:file')
  asset(@Param('file') file: string, @Res() reply: FastifyReply) {
    const found = assets.get(`/assets/${file}`);
    if (!found) throw new NothingThere('HTTP.NOT_FOUND');
    return reply
      .headers(securityHeaders())
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(found.type)
      .send(found.body);
  }

  /** An address with a slash at its end means the one without; any other leads nowhere. */
  @Get('*')
  nowhere(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    // Put behind a host, so that an address of slashes alone is not taken for a host's name.
    const { pathname, search } = new URL(`http://localhost${request.url}`);
    const bare = withoutLastSlashes(pathname);
    if (bare !== pathname && isLanguage(bare.split('/')[1])) return reply.redirect(`${bare}${search}`, 308);
    throw new NothingThere('HTTP.NOT_FOUND');
  }
}

/** One step a slash: an expression would try again at each slash of a long row. */
function withoutLastSlashes(path: string): string {
  let end = path.length;
  while (path.charAt(end - 1) === '/') end -= 1;
  return path.slice(0, end);
}

function toOwnLanguage(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  const language = reply.visit.account?.language ?? negotiateLanguage(request.headers['accept-language']);
  return reply
    .headers(securityHeaders())
    .headers({ vary: 'accept-language, cookie', 'cache-control': 'private, max-age=300' })
    .redirect(`/${language}${path}`, 302);
}
