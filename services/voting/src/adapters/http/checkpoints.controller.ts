import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { Access } from '@wsis/http';
import { ShowCheckpoint, type SignedCheckpoint } from '../../application/checkpoints.js';
import { toProblem } from './problem-map.js';

/** The ledger as a whole, signed. It holds nothing but what anybody can make from the public rows. */
@Controller('editions/:edition/checkpoint')
@Access.public()
export class CheckpointsController {
  constructor(@Inject(ShowCheckpoint) private readonly showCheckpoint: ShowCheckpoint) {}

  /** The newest size and root of the ledger, with their signature. */
  @Get()
  @Header('cache-control', 'public, max-age=5')
  async checkpoint(@Param('edition') edition: string): Promise<SignedCheckpoint> {
    const found = await this.showCheckpoint.of(edition);
    if (!found) throw toProblem({ code: 'VOTING.NO_CHECKPOINT' });
    return found;
  }

  /** The same as a file: a signed note, which tools for public logs read. */
  @Get('note')
  @Header('cache-control', 'public, max-age=5')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="checkpoint.txt"')
  async note(@Param('edition') edition: string): Promise<string> {
    return (await this.checkpoint(edition)).note;
  }
}
