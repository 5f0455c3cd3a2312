import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isFromOurPages } from '../../domain/own-origin.js';
import { COOKIES, readCookies } from './cookies.js';
import { readFormBodies } from './form-bodies.js';
import { PUBLIC_URL } from './tokens.js';
import { Visit } from './visit.js';

declare module 'fastify' {
  interface FastifyReply {
    /** The request for a page that this reply answers. */
    readonly visit: Visit;
  }
  interface FastifyRequest {
    /** A form that no page of ours has sent: nothing is done for it, and no session counts. */
    foreign?: boolean;
  }
}

const VISIT = Symbol('visit');
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What pages need before any route: forms can be read, a reply knows its visit, and the account's cookie is taken for
 * the bearer token that every other service is given, so that one gate with one kind of rule guards pages as well.
 */
export function preparePages(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const publicUrl = app.get<string>(PUBLIC_URL);
  const publicHost = new URL(publicUrl).host;
  readFormBodies(app);
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.headers.authorization === undefined) {
      request.foreign = !SAFE_METHODS.has(request.method) && !isOurs(request, publicHost);
      const token = request.foreign ? undefined : readCookies(request.headers.cookie).get(COOKIES.account);
      if (token) request.headers.authorization = `Bearer ${token}`;
    }
    done();
  });
  fastify.decorateReply('visit', {
    getter(this: FastifyReply & { [VISIT]?: Visit }) {
      return (this[VISIT] ??= new Visit(this.request, this, publicUrl));
    },
  });
}

function isOurs({ headers }: FastifyRequest, publicHost: string): boolean {
  const fetchSite = headers['sec-fetch-site'];
  return isFromOurPages(
    { origin: headers.origin, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined },
    headers.host === undefined ? [publicHost] : [publicHost, headers.host],
  );
}
