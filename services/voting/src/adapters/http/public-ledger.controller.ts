import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiQuery } from '@nestjs/swagger';
import { Access, pageSize, problem } from '@wsis/http';
import type { ReceiptSigner } from '@wsis/transparency-log';
import { VotingViews, type LedgerPage } from '../../application/views.js';
import { VoteHealth, type VotingHealth } from '../../application/vote-health.js';
import { toProblem } from './problem-map.js';
import { RECEIPT_SIGNER } from './tokens.js';

@Controller()
@Access.public()
export class PublicLedgerController {
  constructor(
    @Inject(VotingViews) private readonly views: VotingViews,
    @Inject(VoteHealth) private readonly voteHealth: VoteHealth,
    @Inject(RECEIPT_SIGNER) private readonly signer: ReceiptSigner,
  ) {}

  @Get('editions/:edition/health')
  @Header('cache-control', 'public, max-age=1')
  @RouteConfig({ shared: true })
  async health(@Param('edition') edition: string): Promise<VotingHealth> {
    const health = await this.voteHealth.of(edition);
    if (!health) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    return health;
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
