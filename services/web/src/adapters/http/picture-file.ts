import type { FastifyReply } from 'fastify';
import type { Submissions } from '../../application/submissions/ports.js';
import { NothingThere } from './nothing-there.js';

/** A stored file is named by its hash, and by nothing that could lead elsewhere. */
const FILE = /^[0-9a-f]{64}\.(webp|jpg)$/;

/** One size of a picture of a submission or nominee, for whoever may read that, and for no other use than to be seen. */
export async function pictureFile(
  reply: FastifyReply,
  pictures: Pick<Submissions, 'pictureFile'>,
  of: string,
  file: string,
): Promise<FastifyReply> {
  const found = FILE.test(file) ? await pictures.pictureFile(reply.visit, of, file) : undefined;
  if (!found) throw new NothingThere('NOMINATIONS.PICTURE_UNKNOWN');
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .type(found.type)
    .send(found.bytes);
}
