import { createHash } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { CalendarChanged, EditionCreated, RulesAdopted } from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';

/** Learns editions, their rules and their dates from the competition. Each event may be the first that names an edition. */
@Controller()
export class CompetitionHandler {
  @OnEvent('competition.edition-created.v1')
  async editionCreated(@Payload() event: ReceivedEvent<EditionCreated>, @Ctx() { tx }: EventContext): Promise<void> {
    await tx.execute(`INSERT INTO nominations.editions (id) VALUES ($1) ON CONFLICT DO NOTHING`, [
      event.payload.editionId,
    ]);
  }

  /** Throws when the rules are not the ones that were hashed: such an event is put aside, never used. */
  @OnEvent('competition.rules-adopted.v1')
  async rulesAdopted(@Payload() event: ReceivedEvent<RulesAdopted>, @Ctx() { tx }: EventContext): Promise<void> {
    const { editionId, rulesVersion, ruleBookJson, ruleBookHash } = event.payload;
    if (createHash('sha256').update(ruleBookJson).digest('hex') !== ruleBookHash) {
      throw new Error(`The rules of ${editionId}, version ${rulesVersion}, do not have their hash`);
    }
    await tx.execute(
      `INSERT INTO nominations.editions AS edition (id, rules_version, rules_hash, rule_book)
       VALUES ($1, $2, $3, $4::jsonb)
       ON CONFLICT (id) DO UPDATE SET rules_version = $2, rules_hash = $3, rule_book = $4::jsonb
       WHERE coalesce(edition.rules_version, 0) < $2`,
      [editionId, rulesVersion, ruleBookHash, Buffer.from(ruleBookJson).toString('utf8')],
    );
  }

  /** The whole plan each time: openings and closings by command are changes of the plan, so its dates decide alone. */
  @OnEvent('competition.calendar-changed.v1')
  async calendarChanged(@Payload() event: ReceivedEvent<CalendarChanged>, @Ctx() { tx }: EventContext): Promise<void> {
    const { editionId, calendarVersion, phases } = event.payload;
    const [newer] = await tx.query(
      `INSERT INTO nominations.editions AS edition (id, calendar_version) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET calendar_version = $2 WHERE edition.calendar_version < $2 RETURNING id`,
      [editionId, calendarVersion],
    );
    if (!newer) return;
    const instant = (ms: bigint) => (ms === 0n ? null : new Date(Number(ms)));
    await tx.execute(
      `INSERT INTO nominations.phases (edition_id, phase, opens_at, closes_at)
       SELECT $1, * FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[])
       ON CONFLICT (edition_id, phase) DO UPDATE SET opens_at = EXCLUDED.opens_at, closes_at = EXCLUDED.closes_at`,
      [
        editionId,
        phases.map((phase) => phase.phase),
        phases.map((phase) => instant(phase.opensAtMs)),
        phases.map((phase) => instant(phase.closesAtMs)),
      ],
    );
  }
}
