import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Access, decodePlace, encodeCursor, pageSize, Voter, type VoterClaims } from '@wsis/http';
import type { Receipt, ReceiptSigner } from '@wsis/transparency-log';
import { OwnBallotViews } from '../../application/own-ballot.js';
import { reissueReceipt } from '../../application/reissue-receipt.js';
import { VerdictAnswer, VersionsAnswer } from './own-ballot.dto.js';
import { toProblem } from './problem-map.js';
import { RECEIPT_SIGNER } from './tokens.js';

/** What a voter may know of its ballot, away from the hot path: as it stands and whether it counts, and every version with its receipt. */
@ApiTags('my ballot')
@ApiBearerAuth()
@Controller('editions/:edition/ballot')
@Access.voter()
export class OwnBallotController {
  constructor(
    @Inject(OwnBallotViews) private readonly views: OwnBallotViews,
    @Inject(RECEIPT_SIGNER) private readonly signer: ReceiptSigner,
  ) {}

  @Get('verdict')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'My ballot as it stands, whether it counts, and if not, why' })
  @ApiOkResponse({ type: VerdictAnswer })
  async verdict(@Param('edition') edition: string, @Voter() voter: VoterClaims): Promise<VerdictAnswer> {
    const found = await this.views.verdict(edition, voter.voterId);
    if (!found) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    const { why, ledgerNumber, savedAt, decision, emptyCategories, lostCategories, ...rest } = found;
    return {
      ...rest,
      emptyCategories: [...emptyCategories],
      lostCategories: [...lostCategories],
      ...(why === undefined ? {} : { why }),
      ...(ledgerNumber === undefined ? {} : { ledgerNumber }),
      ...(savedAt === undefined ? {} : { savedAt: savedAt.toISOString() }),
      ...(decision === undefined ? {} : { decision: { ...decision, decidedAt: decision.decidedAt.toISOString() } }),
    };
  }

  @Get('versions')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Every version of my ballot, the newest first, and the receipt of the newest' })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 200; 50 unless given.' })
  @ApiOkResponse({ type: VersionsAnswer })
  async versions(
    @Param('edition') edition: string,
    @Voter() voter: VoterClaims,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ): Promise<VersionsAnswer> {
    const length = pageSize(limit);
    const [before] = decodePlace(cursor, ['number']) ?? [];
    const page = { before: before === undefined ? undefined : Number(before), limit: length + 1 };
    const found = await this.views.versions(edition, voter.voterId, page);
    if (!found) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    const items = found.slice(0, length);
    const [newest, last] = [items[0], items.at(-1)];
    return {
      items: items.map(({ version, ledgerNumber, savedAt, choices, complete, supersedes }) => ({
        version,
        ledgerNumber,
        savedAt: savedAt.toISOString(),
        choices,
        complete,
        ...(supersedes === undefined ? {} : { supersedes }),
      })),
      ...(before === undefined && newest ? { receipt: reissueReceipt(this.signer, edition, newest.row) } : {}),
      ...(found.length > length && last ? { nextCursor: encodeCursor([last.version]) } : {}),
    };
  }

  @Get('versions/:version/receipt')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The receipt of one version, made anew from its ledger row' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async receipt(
    @Param('edition') edition: string,
    @Param('version') version: string,
    @Voter() voter: VoterClaims,
  ): Promise<Receipt> {
    const row = /^[1-9]\d{0,8}$/.test(version)
      ? await this.views.version(edition, voter.voterId, Number(version))
      : undefined;
    if (!row) throw toProblem({ code: 'VOTING.NO_BALLOT' });
    return reissueReceipt(this.signer, edition, row);
  }
}
