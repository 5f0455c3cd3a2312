import type { FastifyInstance } from 'fastify';
import type { InternalTokens } from '@wsis/http';
import type { Clock } from '@wsis/kernel';

/** A service's own token, beside the session of the person for whom it asks. */
export const VOUCHER = 'wsis-voucher';
/** Where that person's request came from. */
export const VOUCHED_ADDRESS = 'wsis-vouched-address';

/** Takes another service's word for where a request came from first, so that limits count people and not services. */
export function believeVouchedAddresses(fastify: FastifyInstance, tokens: InternalTokens, clock: Clock): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { [VOUCHER]: voucher, [VOUCHED_ADDRESS]: address } = request.headers;
    if (typeof voucher === 'string' && typeof address === 'string' && tokens.verify(voucher, clock.now().getTime())) {
      Object.defineProperty(request, 'ip', { value: address });
    }
    done();
  });
}
