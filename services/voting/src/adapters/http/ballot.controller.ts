import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access, Voter, type VoterClaims } from '@wsis/http';
import type { Receipt, ReceiptSigner } from '@wsis/transparency-log';
import { reissueReceipt } from '../../application/reissue-receipt.js';
import { VotingViews, type BallotView } from '../../application/views.js';
import { RECEIPT_SIGNER } from './tokens.js';
import { toProblem } from './problem-map.js';

/** A voter's own ballot. Saving it is the raw route in save-ballot.route.ts. */
@Controller('editions/:edition/ballot')
@Access.voter()
export class BallotController {
  constructor(
    @Inject(VotingViews) private readonly views: VotingViews,
    @Inject(RECEIPT_SIGNER) private readonly signer: ReceiptSigner,
  ) {}

  /** The ballot as it stands; version 0 before the first save. Its ETag is what the next save's If-Match must say. */
  @Get()
  @Header('cache-control', 'no-store')
  async ballot(
    @Param('edition') edition: string,
    @Voter() voter: VoterClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BallotView> {
    const found = await this.views.ballot(edition, voter.voterId);
    if (!found) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    reply.header('etag', `"${found.version}"`);
    return found;
  }

  /** The receipt of the ballot as it stands, made anew from its ledger row. */
  @Get('receipt')
  @Header('cache-control', 'no-store')
  async receipt(@Param('edition') edition: string, @Voter() voter: VoterClaims): Promise<Receipt> {
    const row = await this.views.ledgerBallot(edition, voter.voterId);
    if (!row) throw toProblem({ code: 'VOTING.NO_BALLOT' });
    return reissueReceipt(this.signer, edition, row);
  }
}
