import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type {
  NomineeListed,
  NomineeWithdrawn,
  OrganisationMerged,
  PhaseClosed,
  PhaseOpened,
  RoleGranted,
  RoleRevoked,
  RulesAdopted,
  TallyCertified,
} from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import type { Projection } from '../../application/projection.js';

export const PROJECTION = Symbol('evaluation:projection');

/** Writes down what evaluation must know of the other services. */
@Controller()
export class EventsHandler {
  constructor(@Inject(PROJECTION) private readonly store: Projection) {}

  @OnEvent('competition.rules-adopted.v1')
  rulesAdopted(@Payload() event: ReceivedEvent<RulesAdopted>, @Ctx() context: EventContext): Promise<void> {
    return this.store.rulesAdopted(context.tx, event.payload);
  }

  @OnEvent('competition.phase-opened.v1')
  async phaseOpened(@Payload() event: ReceivedEvent<PhaseOpened>, @Ctx() context: EventContext): Promise<void> {
    if (event.payload.phase !== 'evaluation') return;
    await this.store.phaseMoved(context.tx, event.payload.editionId, 'open');
  }

  @OnEvent('competition.phase-closed.v1')
  async phaseClosed(@Payload() event: ReceivedEvent<PhaseClosed>, @Ctx() context: EventContext): Promise<void> {
    if (event.payload.phase !== 'evaluation') return;
    await this.store.phaseMoved(context.tx, event.payload.editionId, 'closed');
  }

  @OnEvent('nominations.nominee-listed.v1')
  nomineeListed(@Payload() event: ReceivedEvent<NomineeListed>, @Ctx() context: EventContext): Promise<void> {
    return this.store.nomineeListed(context.tx, event.payload);
  }

  @OnEvent('nominations.nominee-withdrawn.v1')
  nomineeWithdrawn(@Payload() event: ReceivedEvent<NomineeWithdrawn>, @Ctx() context: EventContext): Promise<void> {
    return this.store.nomineeWithdrawn(context.tx, event.payload);
  }

  @OnEvent('voting.tally-certified.v1')
  tallyCertified(@Payload() event: ReceivedEvent<TallyCertified>, @Ctx() context: EventContext): Promise<void> {
    return this.store.tallyCertified(context.tx, event.payload);
  }

  @OnEvent('identity.role-granted.v1')
  roleGranted(@Payload() event: ReceivedEvent<RoleGranted>, @Ctx() context: EventContext): Promise<void> {
    return this.store.roleGranted(context.tx, event.payload);
  }

  @OnEvent('identity.organisation-merged.v1')
  organisationMerged(@Payload() event: ReceivedEvent<OrganisationMerged>, @Ctx() context: EventContext): Promise<void> {
    return this.store.organisationMerged(context.tx, event.payload);
  }

  @OnEvent('identity.role-revoked.v1')
  roleRevoked(@Payload() event: ReceivedEvent<RoleRevoked>, @Ctx() context: EventContext): Promise<void> {
    return this.store.roleRevoked(context.tx, event.payload);
  }
}
