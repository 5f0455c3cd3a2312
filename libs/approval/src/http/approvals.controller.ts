import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, type Type } from '@nestjs/common';
import {
  Access,
  type AccountClaims,
  Actor,
  decodePlace,
  encodeCursor,
  type IdentifiedRequest,
  pageSize,
  problem,
  type Role,
} from '@wsis/http';
import {
  APPROVAL_SORTS,
  type ApprovalDetails,
  type ApprovalQuery,
  Approvals,
  type ApprovalSummary,
  placeOf,
} from '../approvals.js';
import type { Page } from '../audit-trail.js';
import type { JsonValue } from '../json.js';
import { ApprovalListQueryDto, ApproveDto, RefuseDto } from './approval.dto.js';
import { approvalProblem } from './problem-map.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The routes of a service's approvals: `GET /approvals`, `GET /approvals/:id`, `POST /approvals/:id/approval`, `POST /approvals/:id/refusal`.
 * Readers see the editions that they hold a role for, and never a panel's chair: proposals tell results before their release. Who may decide is the kind's own rule on top of the roles named here.
 */
export function approvalsController(
  serviceName: string,
  options: { readonly readers?: readonly Role[]; readonly deciders?: readonly Role[] } = {},
): Type<object> {
  const readers = options.readers ?? ['secretariat', 'auditor'];
  const deciders = options.deciders ?? ['secretariat', 'panel-chair'];

  @Controller('approvals')
  class ApprovalsController {
    constructor(@Inject(Approvals) private readonly approvals: Approvals) {}

    @Get()
    @Access.role(...readers)
    async list(@Query() query: ApprovalListQueryDto, @Actor() actor: AccountClaims): Promise<Page<ApprovalSummary>> {
      const editions = editionsOf(actor, readers);
      const sort = sortOf(query.sort);
      // Where the list is not sorted, its cursor is the id alone.
      const [place, id] = sort === undefined ? ['', uuidOf(query.cursor)] : placeIn(query.cursor);
      const page = await this.approvals.list({
        limit: pageSize(query.limit),
        ...(sort === undefined ? {} : { sort, place }),
        ...(query.state === undefined ? {} : { state: query.state }),
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(query.edition === undefined ? {} : { editionId: query.edition }),
        ...(id === undefined ? {} : { cursor: id }),
        ...(editions === undefined ? {} : { editions }),
      });
      const last = page.items.at(-1);
      return sort === undefined || page.nextCursor === undefined || last === undefined
        ? page
        : { ...page, nextCursor: encodeCursor([placeOf(last, sort.by), last.id]) };
    }

    @Get(':id')
    @Access.role(...readers)
    async get(@Param('id') id: string, @Actor() actor: AccountClaims): Promise<ApprovalDetails> {
      const found = await this.approvals.get(id);
      if (!found.ok) throw approvalProblem(found.error);
      const editions = editionsOf(actor, readers);
      if (editions !== undefined && !editions.includes(found.value.editionId ?? '')) {
        throw approvalProblem({ code: 'APPROVAL.NOT_FOUND' });
      }
      return found.value;
    }

    @Post(':id/approval')
    @HttpCode(200)
    @Access.role(...deciders, { fresh: true })
    async approve(
      @Param('id') id: string,
      @Body() body: ApproveDto,
      @Actor() actor: AccountClaims,
      @Req() request: IdentifiedRequest,
    ): Promise<{ result: JsonValue }> {
      const done = await this.approvals.approve(id, {
        ...actor,
        payloadHash: body.payloadHash,
        requestId: String(request.id),
      });
      if (!done.ok) throw approvalProblem(done.error);
      return { result: done.value };
    }

    @Post(':id/refusal')
    @HttpCode(200)
    @Access.role(...deciders, { fresh: true })
    async refuse(
      @Param('id') id: string,
      @Body() body: RefuseDto,
      @Actor() actor: AccountClaims,
      @Req() request: IdentifiedRequest,
    ): Promise<{ state: 'refused' }> {
      const done = await this.approvals.refuse(id, { ...actor, reason: body.reason, requestId: String(request.id) });
      if (!done.ok) throw approvalProblem(done.error);
      return { state: 'refused' };
    }
  }
  // One class a service: where services share a process, each keeps its own name in messages and documents.
  Object.defineProperty(ApprovalsController, 'name', { value: `${capitalised(serviceName)}ApprovalsController` });
  return ApprovalsController;
}

function sortOf(wanted: ApprovalListQueryDto['sort']): ApprovalQuery['sort'] {
  const by = APPROVAL_SORTS.find((sort) => sort === wanted?.replace('-', ''));
  return by && { by, descending: wanted?.startsWith('-') === true };
}

function uuidOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined || UUID.test(cursor)) return cursor;
  throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'cursor', rule: 'pattern' }]);
}

function placeIn(cursor: string | undefined): readonly [place: string, id: string | undefined] {
  const [place = '', id] = (decodePlace(cursor, ['text', 'uuid']) ?? []).map(String);
  return [place, id];
}

/** The editions that an account may read for, or undefined for all. */
export function editionsOf(actor: AccountClaims, roles: readonly Role[]): readonly string[] | undefined {
  const held = actor.roles.filter(({ role }) => roles.includes(role)).map(({ edition }) => edition);
  return held.includes('*') ? undefined : held;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
