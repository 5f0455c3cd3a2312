import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { CalendarChanged, EditionCreated, NomineeListed, RulesAdopted } from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import { PlanDestructionWhenCalendarChanged } from '../../application/plan-destruction-when-calendar-changed.js';
import { RecordNameWhenCreated } from '../../application/record-name-when-created.js';
import { RecordNomineeWhenListed } from '../../application/record-nominee-when-listed.js';
import { RecordRulesWhenAdopted } from '../../application/record-rules-when-adopted.js';
import { TRANSACTIONS, type ForeignTransactions } from './foreign-transactions.js';
import { voterRulesOf } from './voter-rules.mapper.js';

/** Learns from the other contexts what editions are called, what a voter must say and which nominees are whose. */
@Controller()
export class ContestHandler {
  constructor(
    @Inject(TRANSACTIONS) private readonly transactions: ForeignTransactions,
    @Inject(RecordNameWhenCreated) private readonly recordName: RecordNameWhenCreated,
    @Inject(RecordRulesWhenAdopted) private readonly recordRules: RecordRulesWhenAdopted,
    @Inject(RecordNomineeWhenListed) private readonly recordNominee: RecordNomineeWhenListed,
    @Inject(PlanDestructionWhenCalendarChanged) private readonly planDestruction: PlanDestructionWhenCalendarChanged,
  ) {}

  @OnEvent('competition.edition-created.v1')
  async editionCreated(@Payload() event: ReceivedEvent<EditionCreated>, @Ctx() context: EventContext): Promise<void> {
    const { editionId, name } = event.payload;
    await this.transactions.within(context.tx, (tx) => this.recordName.run(tx, { editionId, name }));
  }

  @OnEvent('competition.rules-adopted.v1')
  async rulesAdopted(@Payload() event: ReceivedEvent<RulesAdopted>, @Ctx() context: EventContext): Promise<void> {
    const { editionId, rulesVersion, ruleBookJson } = event.payload;
    const rules = voterRulesOf(ruleBookJson);
    await this.transactions.within(context.tx, (tx) =>
      this.recordRules.run(tx, { editionId, version: rulesVersion, rules }),
    );
  }

  @OnEvent('competition.calendar-changed.v1')
  async calendarChanged(@Payload() event: ReceivedEvent<CalendarChanged>, @Ctx() context: EventContext): Promise<void> {
    const { editionId, calendarVersion, phases } = event.payload;
    const ends = phases.map((phase) => Number(phase.closesAtMs)).filter((end) => end > 0);
    const lastPhaseEnds = ends.length > 0 ? new Date(Math.max(...ends)) : undefined;
    await this.transactions.within(context.tx, (tx) =>
      this.planDestruction.run(tx, { editionId, version: calendarVersion, lastPhaseEnds }),
    );
  }

  @OnEvent('nominations.nominee-listed.v1')
  async nomineeListed(@Payload() event: ReceivedEvent<NomineeListed>, @Ctx() context: EventContext): Promise<void> {
    const { editionId, number, nomineeId, submitterAccountId, organisationId } = event.payload;
    await this.transactions.within(context.tx, (tx) =>
      this.recordNominee.run(tx, { editionId, number, nomineeId, submitterAccountId, organisationId }),
    );
  }
}
