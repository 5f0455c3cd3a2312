import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Actor, IfMatch, answerCached, type AccountClaims } from '@wsis/http';
import { listAssumptions } from '@wsis/rule-book';
import { AdoptRules, type ProposedAdoption } from '../../application/adopt-rules.js';
import { SaveRuleBookDraft } from '../../application/save-rule-book-draft.js';
import { CompetitionScreens, type AdoptedView, type DraftView } from '../../application/screens.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { ProposeAdoptionDto } from './rule-book.dto.js';

@Controller('editions/:edition/rule-book')
export class RuleBooksController {
  constructor(
    @Inject(SaveRuleBookDraft) private readonly saveDraft: SaveRuleBookDraft,
    @Inject(AdoptRules) private readonly adoptRules: AdoptRules,
    @Inject(CompetitionScreens) private readonly screens: CompetitionScreens,
  ) {}

  /** The rules in force, with their hash and what in them is assumed. */
  @Get()
  @Access.public()
  async adopted(
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return answerCached(request, reply, shown(await this.find(edition)), { maxAgeSeconds: 5 });
  }

  /** Exactly the bytes that were hashed (RFC 8785). */
  @Get('canonical')
  @Access.public()
  async canonical(
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const found = await this.find(edition);
    return answerCached(request, reply, found.canonicalJson, { maxAgeSeconds: 5, etag: found.hash });
  }

  /** What the rules assume because nobody has published it. */
  @Get('assumptions')
  @Access.public()
  @Header('cache-control', 'public, max-age=5')
  async assumptions(@Param('edition') edition: string): Promise<unknown> {
    const found = await this.find(edition);
    return { version: found.version, hash: found.hash, assumptions: listAssumptions(found.ruleBook) };
  }

  @Get('versions')
  @Access.public()
  @Header('cache-control', 'public, max-age=5')
  async versions(@Param('edition') edition: string): Promise<unknown> {
    return { items: await this.screens.ruleBookVersions(edition) };
  }

  /** An adopted version never changes, so it may be kept for ever. */
  @Get('versions/:version')
  @Access.public()
  async version(
    @Param('edition') edition: string,
    @Param('version') version: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    if (!/^[1-9]\d{0,8}$/.test(version)) throw toProblem({ code: 'COMPETITION.NO_RULE_BOOK', edition });
    const found = await this.find(edition, Number(version));
    return answerCached(request, reply, shown(found), { maxAgeSeconds: 31_536_000, immutable: true });
  }

  @Get('draft')
  @Access.role('secretariat')
  async draft(@Param('edition') edition: string): Promise<DraftView> {
    const found = await this.screens.draft(edition);
    if (!found) throw toProblem({ code: 'COMPETITION.NO_DRAFT', edition });
    return found;
  }

  /** Stores a rule book as draft; the first one says `If-Match: "0"`. */
  @Put('draft')
  @Access.role('secretariat')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  async save(
    @Param('edition') edition: string,
    @IfMatch() fromVersion: number,
    @Body() ruleBook: object,
    @Actor() actor: AccountClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ version: number; hash: string }> {
    const saved = valueOrThrow(
      await this.saveDraft.execute({ editionId: edition, fromVersion, ruleBook, savedBy: actor.accountId }),
    );
    void reply.header('etag', `"${saved.version}"`);
    return saved;
  }

  /** Proposes a draft as the rules; a second person adopts it. */
  @Post('adoption')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async propose(
    @Param('edition') edition: string,
    @Body() body: ProposeAdoptionDto,
    @Actor() actor: AccountClaims,
  ): Promise<ProposedAdoption> {
    const wanted = { draftVersion: body.draftVersion, hash: body.ruleBookHash };
    return valueOrThrow(await this.adoptRules.propose(edition, wanted, actor));
  }

  private async find(edition: string, version?: number): Promise<AdoptedView> {
    const found = await this.screens.adopted(edition, version);
    if (!found) throw toProblem({ code: 'COMPETITION.NO_RULE_BOOK', edition });
    return found;
  }
}

function shown({ canonicalJson: _, ...view }: AdoptedView): object {
  return { ...view, assumptions: listAssumptions(view.ruleBook) };
}
