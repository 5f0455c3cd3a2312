import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Gives a table away as a file of lines with commas (RFC 4180), which nobody keeps on the way. */
export function csvFile(reply: FastifyReply, name: string, csv: string | Readable) {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type('text/csv; charset=utf-8')
    .send(csv);
}
