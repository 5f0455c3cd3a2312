import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, answerCached, problem } from '@wsis/http';
import { referenceData } from '@wsis/rule-book';

const { wsisSdgMatrix, wsisSdgMatrixToConfirm, contestName, ...lists } = referenceData;

/** The lists by the name that stands in their address, each as text once. */
const BODIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    categories: { contestName, items: lists.categories },
    'action-lines': { items: lists.actionLines },
    countries: { items: lists.countries },
    regions: { items: lists.regions },
    sdgs: { items: lists.sdgs },
    'stakeholder-types': { items: lists.stakeholderTypes },
    'gdc-objectives': { items: lists.gdcObjectives },
    matrix: { categoryToSdg: wsisSdgMatrix, toConfirm: wsisSdgMatrixToConfirm },
  }).map(([name, body]) => [name, JSON.stringify(body)]),
);

/** Facts that belong to no edition. */
@Controller('reference')
export class ReferenceController {
  @Get(':list')
  @Access.public()
  get(
    @Param('list') list: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    const body = BODIES.get(list);
    if (body === undefined) throw problem('HTTP.NOT_FOUND');
    return answerCached(request, reply, body, { maxAgeSeconds: 3_600 });
  }
}
