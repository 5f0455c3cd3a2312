import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { Access, pageSize, problem } from '@wsis/http';
import type { ReceiptSigner } from '@wsis/transparency-log';
import { Refusals } from '../../application/refusals.js';
import { SaveBallot } from '../../application/save-ballot.js';
import { VotingViews, type LedgerHeadView, type LedgerPage } from '../../application/views.js';
import { toProblem } from './problem-map.js';
import { RECEIPT_SIGNER } from './tokens.js';

/** How the vote goes on, without a word on who is ahead. What waits and what was refused is this process's own count. */
export interface VotingHealth extends LedgerHeadView {
  readonly waiting: number;
  readonly oldestWaitingMs: number;
  readonly lastBatch: { readonly size: number; readonly milliseconds: number };
  readonly refusals: Readonly<Record<string, number>>;
}

@Controller()
@Access.public()
export class PublicLedgerController {
  constructor(
    @Inject(VotingViews) private readonly views: VotingViews,
    @Inject(SaveBallot) private readonly saveBallot: SaveBallot,
    @Inject(Refusals) private readonly refusals: Refusals,
    @Inject(RECEIPT_SIGNER) private readonly signer: ReceiptSigner,
  ) {}

  @Get('editions/:edition/health')
  @Header('cache-control', 'public, max-age=1')
  async health(@Param('edition') edition: string): Promise<VotingHealth> {
    const head = await this.views.head(edition);
    if (!head) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    const { waiting, oldestWaitingMs, lastBatchSize, lastBatchMs } = this.saveBallot.state();
    return {
      ...head,
      waiting,
      oldestWaitingMs: Math.round(oldestWaitingMs),
      lastBatch: { size: lastBatchSize, milliseconds: Math.round(lastBatchMs) },
      refusals: this.refusals.byCode(),
    };
  }

  /** The ledger in pages, from a number on. Rows never change. */
  @Get('editions/:edition/ledger')
  @Header('cache-control', 'public, max-age=1')
  @ApiQuery({ name: 'from', required: false, schema: { type: 'integer', minimum: 0 } })
  @ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } })
  async ledger(
    @Param('edition') edition: string,
    @Query('from') from?: string,
    @Query('limit') limit?: string,
  ): Promise<LedgerPage> {
    const start = from === undefined || from === '' ? 0 : Number(from);
    if (!Number.isSafeInteger(start) || start < 0) {
      throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'from', rule: 'minimum', params: { min: 0 } }]);
    }
    const page = await this.views.ledger(edition, start, pageSize(limit, 200));
    if (!page) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    return page;
  }

  /** The key that receipts are checked with. */
  @Get('receipt-key')
  @Header('cache-control', 'public, max-age=300')
  key(): { readonly keyId: string; readonly publicKey: string } {
    return {
      keyId: this.signer.keyId,
      publicKey: this.signer.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    };
  }
}
