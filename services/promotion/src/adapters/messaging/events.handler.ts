import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type {
  DecisionCertified,
  EditionCreated,
  NomineeListed,
  NomineeListFrozen,
  NomineeWithdrawn,
  RulesAdopted,
  TallyCertified,
} from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import type { Projection } from '../../application/projection.js';

export const PROJECTION = Symbol('promotion:projection');

/** Writes down what promotion must know of the other services. */
@Controller()
export class EventsHandler {
  constructor(@Inject(PROJECTION) private readonly store: Projection) {}

  @OnEvent('competition.edition-created.v1')
  editionCreated(@Payload() event: ReceivedEvent<EditionCreated>, @Ctx() context: EventContext): Promise<void> {
    return this.store.editionCreated(context.tx, event.payload);
  }

  @OnEvent('competition.rules-adopted.v1')
  rulesAdopted(@Payload() event: ReceivedEvent<RulesAdopted>, @Ctx() context: EventContext): Promise<void> {
    return this.store.rulesAdopted(context.tx, event.payload);
  }

  @OnEvent('nominations.nominee-listed.v1')
  nomineeListed(@Payload() event: ReceivedEvent<NomineeListed>, @Ctx() context: EventContext): Promise<void> {
    return this.store.nomineeListed(context.tx, event.payload);
  }

  @OnEvent('nominations.nominee-withdrawn.v1')
  nomineeWithdrawn(@Payload() event: ReceivedEvent<NomineeWithdrawn>, @Ctx() context: EventContext): Promise<void> {
    return this.store.nomineeWithdrawn(context.tx, event.payload);
  }

  @OnEvent('nominations.nominee-list-frozen.v1')
  listFrozen(@Payload() event: ReceivedEvent<NomineeListFrozen>, @Ctx() context: EventContext): Promise<void> {
    return this.store.listFrozen(context.tx, event.payload);
  }

  @OnEvent('voting.tally-certified.v1')
  tallyCertified(@Payload() event: ReceivedEvent<TallyCertified>, @Ctx() context: EventContext): Promise<void> {
    return this.store.tallyCertified(context.tx, event.payload);
  }

  @OnEvent('evaluation.decision-certified.v1')
  decisionCertified(@Payload() event: ReceivedEvent<DecisionCertified>, @Ctx() context: EventContext): Promise<void> {
    return this.store.decisionCertified(context.tx, event.payload);
  }
}
