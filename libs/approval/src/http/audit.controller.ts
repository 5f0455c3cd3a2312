import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Query, StreamableFile, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access, type AccountClaims, Actor, pageSize, problem, type Role } from '@wsis/http';
import { Database } from '@wsis/persistence';
import { type AuditQuery, AuditTrail, LONGEST_PAGE, type Page, type StoredAuditEntry } from '../audit-trail.js';
import { editionsOf } from './approvals.controller.js';
import { AUDIT_CSV_HEAD, auditCsvLine } from './audit-csv.js';
import { AuditFilterDto, AuditListQueryDto, AuditPageAnswer } from './audit.dto.js';

const READERS: readonly Role[] = ['secretariat', 'auditor'];
const LONGEST_EXPORT = 50_000;

/** The routes of a service's audit trail: `GET /audit`, `GET /audit/export`. Who looks is itself recorded. */
export function auditController(serviceName: string): Type<object> {
  @ApiTags('audit trail')
  @ApiBearerAuth()
  @Controller('audit')
  class AuditController {
    constructor(
      @Inject(AuditTrail) private readonly trail: AuditTrail,
      @Inject(Database) private readonly database: Database,
    ) {}

    @Get()
    @Access.role(...READERS, { audited: true })
    @ApiOperation({ summary: 'What people with roles did and looked at, the newest first' })
    @ApiOkResponse({ type: AuditPageAnswer })
    async list(@Query() query: AuditListQueryDto, @Actor() actor: AccountClaims): Promise<Page<StoredAuditEntry>> {
      return this.trail.list(this.database, {
        ...filterOf(query, actor),
        limit: pageSize(query.limit),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      });
    }

    @Get('export')
    @Access.role(...READERS, { audited: true })
    @Header('content-type', 'text/csv; charset=utf-8')
    @Header('content-disposition', `attachment; filename="audit-${serviceName}.csv"`)
    @ApiOperation({ summary: `The same as CSV, at most ${LONGEST_EXPORT} entries` })
    @ApiProduces('text/csv')
    export(@Query() query: AuditFilterDto, @Actor() actor: AccountClaims): StreamableFile {
      return new StreamableFile(Readable.from(this.lines(filterOf(query, actor))));
    }

    /** Page by page, so that neither side holds the whole. */
    private async *lines(filter: AuditQuery): AsyncGenerator<string> {
      yield AUDIT_CSV_HEAD;
      let cursor: string | undefined;
      for (let told = 0; told < LONGEST_EXPORT; told += LONGEST_PAGE) {
        const page = await this.trail.list(this.database, {
          ...filter,
          limit: LONGEST_PAGE,
          ...(cursor === undefined ? {} : { cursor }),
        });
        yield page.items.map(auditCsvLine).join('');
        cursor = page.nextCursor;
        if (cursor === undefined) return;
      }
    }
  }
  Object.defineProperty(AuditController, 'name', { value: `${capitalised(serviceName)}AuditController` });
  return AuditController;
}

function filterOf(query: AuditFilterDto, actor: AccountClaims): AuditQuery {
  const editions = editionsOf(actor, READERS);
  return {
    ...(query.actor === undefined ? {} : { actor: query.actor }),
    ...(query.subjectKind === undefined ? {} : { subjectKind: query.subjectKind }),
    ...(query.subjectId === undefined ? {} : { subjectId: query.subjectId }),
    ...(query.action === undefined ? {} : { action: query.action }),
    ...(query.exactAction === undefined ? {} : { exactAction: query.exactAction }),
    ...(query.kind === undefined ? {} : { kind: query.kind }),
    ...(query.edition === undefined ? {} : { editionId: query.edition }),
    ...(query.from === undefined ? {} : { from: instant('from', query.from) }),
    ...(query.until === undefined ? {} : { until: instant('until', query.until) }),
    ...(editions === undefined ? {} : { editions }),
  };
}

function instant(field: string, text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw problem('HTTP.VALIDATION_FAILED', {}, [{ field, rule: 'isInstant' }]);
  return at;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
