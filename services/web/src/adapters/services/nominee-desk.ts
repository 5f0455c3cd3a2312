import { ok, type Result } from '@wsis/kernel';
import { NomineeDesk } from '../../application/nominees/desk.js';
import type { NomineeCounts } from '../../application/nominees/ports.js';
import type { Nominee, Page } from '../../application/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import { narrowedBy, type NomineeSearch } from '../../domain/nominee-search.js';
import { nomineeOf } from './mapping.js';
import { askedOfList, countsOf, nomineesOf } from './nominee-reads.js';
import type { ServiceCalls } from './service-calls.js';

/** Reads the list in the name of the staff. Nothing is kept: others may not read it yet. */
export class ServiceNomineeDesk extends NomineeDesk {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async counts(visitor: Visitor, editionId: string, search: NomineeSearch): Promise<NomineeCounts | undefined> {
    const query = new URLSearchParams(narrowedBy(search)).toString();
    const answer = await this.calls.read(visitor, 'nominations', at(editionId, `/nominees/counts?${query}`));
    return answer && countsOf(answer);
  }

  async list(
    visitor: Visitor,
    editionId: string,
    search: NomineeSearch,
    cursor: string | undefined,
  ): Promise<Page<Nominee> | undefined> {
    const query = new URLSearchParams(askedOfList(search, visitor.language, cursor)).toString();
    try {
      const answer = await this.calls.read(visitor, 'nominations', at(editionId, `/nominees?${query}`));
      return answer && nomineesOf(answer);
    } catch (error) {
      if (error instanceof ReadRefused && cursor !== undefined && error.refused.status < 429) return undefined;
      throw error;
    }
  }

  async nominee(visitor: Visitor, nomineeId: string): Promise<Nominee | undefined> {
    const answer = await this.calls.read(visitor, 'nominations', `/nominees/${encodeURIComponent(nomineeId)}`);
    return answer && nomineeOf(answer);
  }

  pictureFile(visitor: Visitor, nomineeId: string, file: string) {
    const path = `/nominees/${encodeURIComponent(nomineeId)}/pictures/${encodeURIComponent(file)}`;
    return this.calls.file(visitor, 'nominations', path);
  }

  async proposeWithdrawal(visitor: Visitor, nomineeId: string, reason: string): Promise<Result<string, Refused>> {
    const path = `/nominees/${encodeURIComponent(nomineeId)}/withdrawal`;
    const proposed = await this.calls.send(visitor, 'nominations', 'POST', path, { body: { reason } });
    return proposed.ok ? ok(`nominations/${proposed.value.at('approvalId').text() ?? ''}`) : proposed;
  }
}

function at(editionId: string, rest: string): string {
  return `/editions/${encodeURIComponent(editionId)}${rest}`;
}
