import { Controller, Get, Module } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Access } from '@wsis/http';
import { eventually, testService, type TestService } from '@wsis/testing';
import type { ServiceDefinition } from './definition.js';

@Controller()
@Access.public()
class DeskController {
  @Get('heavy')
  @RouteConfig({ pausedBy: 'heavy' })
  heavy(): object {
    return { of: 'everybody' };
  }

  @Get('light')
  light(): object {
    return { of: 'everybody' };
  }
}

@Module({ controllers: [DeskController] })
class DeskModule {}

const definition: ServiceDefinition = {
  name: 'competition',
  migrations: [],
  switches: ['heavy'],
  module: () => DeskModule,
};
const SECRETARIAT = [{ role: 'secretariat', edition: '*' }] as const;

describe('what two persons may pause', () => {
  let one: TestService;
  let other: TestService;
  beforeAll(async () => {
    one = await testService(definition);
    other = await testService(definition, { database: one.testDatabase, secrets: one.secrets });
  });
  afterAll(async () => {
    await other.stop();
    await one.stop();
  });

  const get = (service: TestService, path: string, as?: string) =>
    service.send({ url: `/api/competition/${path}`, ...(as === undefined ? {} : { as }) });
  const post = (path: string, payload: object, as: string) =>
    one.send({ method: 'POST', url: `/api/competition/${path}`, payload, as });
  /** One proposes, another approves. */
  const turn = async (paused: boolean) => {
    const [first, second] = [await one.account({ roles: SECRETARIAT }), await one.account({ roles: SECRETARIAT })];
    const proposed = await post('switches/heavy', { paused, reason: 'the last hour' }, first);
    expect(proposed.status).toBe(202);
    const { approvalId } = proposed.body;
    const { body } = await get(one, `approvals/${approvalId}`, second);
    const alone = await post(`approvals/${approvalId}/approval`, { payloadHash: body.payloadHash }, first);
    expect([alone.status, alone.body.code]).toEqual([403, 'APPROVAL.SAME_PERSON']);
    expect((await get(one, 'heavy')).status).toBe(paused ? 200 : 503);
    expect((await post(`approvals/${approvalId}/approval`, { payloadHash: body.payloadHash }, second)).status).toBe(
      200,
    );
  };

  it('stops in every process within seconds, says so, leaves the rest alone, and goes on again', async () => {
    await turn(true);
    for (const service of [one, other]) {
      await eventually('the route to be paused', async () => (await get(service, 'heavy')).status === 503, {
        timeoutMs: 5_000,
      });
      const { body, headers } = await get(service, 'heavy');
      expect(body).toMatchObject({ code: 'HTTP.PAUSED', status: 503 });
      expect(headers['retry-after']).toBe('30');
      expect((await get(service, 'light')).status).toBe(200);
      const ready = await get(service, 'health/ready');
      expect(ready.body.parts.switches).toEqual({ ok: true, adapter: 'postgresql', detail: 'paused: heavy' });
    }
    const states = await get(one, 'switches', await one.account({ roles: [{ role: 'auditor', edition: '*' }] }));
    expect(states.body.items).toMatchObject([{ name: 'heavy', paused: true, reason: 'the last hour' }]);
    await turn(false);
    await eventually('the route to go on', async () => (await get(other, 'heavy')).status === 200, {
      timeoutMs: 5_000,
    });
    await eventually('the route to go on', async () => (await get(one, 'heavy')).status === 200, { timeoutMs: 5_000 });
  });

  it('leaves a trace of who proposed and who approved', async () => {
    const rows = await one.database.query<{ action: string; count: string }>(
      `SELECT action, count(*) FROM competition.audit_entries GROUP BY action ORDER BY action`,
    );
    const actions = rows.map((row) => row.action);
    expect(actions).toContain('POST /switches/:name');
    expect(actions).toContain('approval.approved');
  });

  it.each([
    ['nobody of the staff', [], 403, 'ACCESS.ROLE_REQUIRED'],
    ['an auditor', [{ role: 'auditor', edition: '*' }], 403, 'ACCESS.ROLE_REQUIRED'],
    ['the secretariat of one edition', [{ role: 'secretariat', edition: 'demo-2026' }], 403, 'APPROVAL.ROLE_REQUIRED'],
  ] as const)('lets %s propose nothing', async (_, roles, status, code) => {
    const answer = await post('switches/heavy', { paused: true, reason: 'because' }, await one.account({ roles }));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('knows its switches by name, and asks for a reason', async () => {
    const as = await one.account({ roles: SECRETARIAT });
    expect((await post('switches/everything', { paused: true, reason: 'because' }, as)).status).toBe(404);
    const bad = await post('switches/heavy', { paused: 'yes' }, as);
    expect(bad.status).toBe(422);
    expect(new Set(bad.body.errors.map((error: { field: string }) => error.field))).toEqual(
      new Set(['paused', 'reason']),
    );
  });
});
