import { Readable } from 'node:stream';
import { Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { AUDITED_SERVICES, DEED_KINDS, StaffDeeds, type DeedQuery } from '../../application/audit/ports.js';
import { Colleagues } from '../../application/colleagues.js';
import { ContestReads } from '../../application/ports.js';
import { wholeDay } from '../../domain/whole-day.js';
import { auditCsv } from '../../pages/audit/audit-csv.js';
import { AuditPage, type AuditFilter, type AuditPageProps } from '../../pages/audit/audit-page.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { csvFile } from './csv-file.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const HOME = '/desk/audit';
const FILTERS: readonly AuditFilter[] = ['person', 'action', 'service', 'edition', 'about', 'from', 'until'];
const ACCOUNT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SHORTEST_NAME = 2;
const NOTHING = { items: [], nextCursor: undefined, away: [] };

/** What was asked for: the deeds that fit, or what stands in the way. */
interface Asked extends Pick<AuditPageProps, 'errors' | 'people'> {
  readonly query: DeedQuery;
}

@Pages(':language/desk/audit')
@Access.role('secretariat', 'auditor')
export class AuditController {
  constructor(
    @Inject(StaffDeeds) private readonly deeds: StaffDeeds,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  async list(@Res() { visit }: FastifyReply) {
    const state = readTableState((name) => visit.query(name), { path: HOME, filters: FILTERS });
    const [asked, editions] = await Promise.all([this.asked(visit), this.contest.editions()]);
    const understood = isUnderstood(asked);
    const list = understood ? await this.deeds.list(visit, asked.query, state.cursor) : NOTHING;
    const people = [asked.query.actor, ...list.items.map(({ actor }) => actor)];
    const names = await this.colleagues.names(visit, people);
    const page = <AuditPage {...{ ...asked, list, editions, names, state }} />;
    return visit.show(page, Object.keys(asked.errors).length === 0 ? {} : { status: 422 });
  }

  @Get('file')
  async file(@Res() reply: FastifyReply) {
    const asked = await this.asked(reply.visit);
    if (!isUnderstood(asked)) throw new NothingThere('HTTP.NOT_FOUND');
    const deeds = await this.deeds.all(reply.visit, asked.query);
    return csvFile(reply, 'audit.csv', Readable.from(auditCsv(deeds)));
  }

  private async asked(visit: Visit): Promise<Asked> {
    const [from, until] = [wholeDay(visit.query('from'))?.begins, wholeDay(visit.query('until'))?.ends];
    const wrong = (name: 'from' | 'until', at: Date | undefined) =>
      visit.query(name) !== undefined && at === undefined
        ? { [name]: translate(visit.language, 'web.audit.day.wrong') }
        : {};
    const person = await this.person(visit, visit.query('person', 100)?.trim() ?? '');
    const action = visit.query('action');
    const kind = DEED_KINDS.find((known) => known === action);
    const query = {
      actor: person.actor,
      action: kind === undefined ? action : undefined,
      kind,
      service: AUDITED_SERVICES.find((known) => known === visit.query('service')),
      editionId: visit.query('edition'),
      subjectId: visit.query('about'),
      from,
      until,
    };
    return {
      query,
      errors: { ...wrong('from', from), ...wrong('until', until), ...person.errors },
      people: person.people,
    };
  }

  /** Who is meant: an account's id, or a name that one person has. */
  private async person(visit: Visit, written: string): Promise<Omit<Asked, 'query'> & { actor?: string | undefined }> {
    const people: ReadonlyMap<string, string> = new Map();
    if (written === '') return { people, errors: {} };
    if (ACCOUNT_ID.test(written)) return { people, errors: {}, actor: written };
    const called = written.length < SHORTEST_NAME ? people : await this.colleagues.called(visit, written);
    if (called.size === 0) return { people, errors: { person: translate(visit.language, 'web.audit.person.nobody') } };
    return called.size > 1 ? { people: called, errors: {} } : { people, errors: {}, actor: [...called.keys()][0] };
  }
}

function isUnderstood({ errors, people }: Asked): boolean {
  return Object.keys(errors).length === 0 && people.size === 0;
}
