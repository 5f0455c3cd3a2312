import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Param, StreamableFile } from '@nestjs/common';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import { ballotSalt, type CommitmentKey } from '@wsis/transparency-log';
import { ReadRunningCounts, type RunningCounts } from '../../application/read-running-counts.js';
import { ResultViews, type Evidence, type Opening, type OpeningsExportView } from '../../application/views.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { COMMITMENT_KEY } from './tokens.js';

const EXPORTS_AT_MOST = 50;

/** What two persons unsealed for a limited time. Each read is in the ledger and in the audit trail. */
@Controller('editions/:edition')
export class PrivilegedReadsController {
  constructor(
    @Inject(ResultViews) private readonly views: ResultViews,
    @Inject(ReadRunningCounts) private readonly runningCounts: ReadRunningCounts,
    @Inject(COMMITMENT_KEY) private readonly commitmentKey: CommitmentKey,
  ) {}

  /** What two persons agreed to hand to auditors, the latest first, and until when it can be read. */
  @Get('openings')
  @Access.role('auditor', 'secretariat')
  @Header('cache-control', 'no-store')
  async exports(@Param('edition') edition: string): Promise<{ readonly items: readonly OpeningsExportView[] }> {
    return { items: await this.views.openingsExports(edition, EXPORTS_AT_MOST) };
  }

  /** The openings of all commitments, one JSON object a line, with which auditors recount. */
  @Get('openings/:id')
  @Access.role('auditor', { audited: true })
  @Header('cache-control', 'no-store')
  async openings(@Param('edition') edition: string, @Param('id') id: string): Promise<StreamableFile> {
    const granted = await this.views.grantedRead(edition, id);
    if (granted?.subject !== 'openings') throw toProblem({ code: 'VOTING.EXPORT_UNKNOWN' });
    return new StreamableFile(Readable.from(this.lines(edition)), { type: 'application/x-ndjson' });
  }

  /** The counts of this moment, for the two persons who agreed on the reason. */
  @Get('running-counts/:id')
  @Access.role('secretariat', { audited: true, fresh: true })
  @Header('cache-control', 'no-store')
  async counts(
    @Param('edition') edition: string,
    @Param('id') id: string,
    @Actor() actor: AccountClaims,
  ): Promise<RunningCounts> {
    return valueOrThrow(await this.runningCounts.execute(edition, id, actor.accountId));
  }

  /** The evidence of a decision and its salt, with which its hash in the ledger is checked. */
  @Get('removals/:number/evidence')
  @Access.role('auditor', 'secretariat', { audited: true })
  @Header('cache-control', 'no-store')
  async evidence(@Param('edition') edition: string, @Param('number') number: string): Promise<Evidence> {
    const evidence = /^\d{1,15}$/.test(number) ? await this.views.evidence(edition, Number(number)) : undefined;
    if (!evidence) throw toProblem({ code: 'VOTING.DECISION_UNKNOWN' });
    return evidence;
  }

  private async *lines(edition: string): AsyncGenerator<string> {
    for await (const opening of this.views.openings(edition))
      yield `${JSON.stringify(this.opened(edition, opening))}\n`;
  }

  /** The voter's id stays here: the nullifier links versions, the salt opens the commitment. */
  private opened(
    edition: string,
    { voterId, ...opening }: Opening,
  ): Omit<Opening, 'voterId'> & { readonly salt: string } {
    const salt = ballotSalt(this.commitmentKey, { edition, voterId, version: opening.version });
    return { ...opening, salt: salt.toString('hex') };
  }
}
