import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type {
  AccountErased,
  CalendarChanged,
  EditionCreated,
  NomineeListed,
  PhaseClosed,
  PhaseOpened,
  Released,
  RulesAdopted,
  SubmissionReceived,
  SubmissionScreened,
  TallyCertified,
} from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import type { Projection } from '../../application/projection.js';

export const PROJECTION = Symbol('notifications:projection');

/** Notes which mails follow from what happened. */
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

  @OnEvent('competition.calendar-changed.v1')
  calendarChanged(@Payload() event: ReceivedEvent<CalendarChanged>, @Ctx() context: EventContext): Promise<void> {
    return this.store.calendarChanged(context.tx, event.payload);
  }

  @OnEvent('competition.phase-opened.v1')
  phaseOpened(@Payload() event: ReceivedEvent<PhaseOpened>, @Ctx() context: EventContext): Promise<void> {
    return this.store.phaseOpened(context.tx, event.payload);
  }

  @OnEvent('competition.phase-closed.v1')
  phaseClosed(@Payload() event: ReceivedEvent<PhaseClosed>, @Ctx() context: EventContext): Promise<void> {
    return this.store.phaseClosed(context.tx, event.payload);
  }

  @OnEvent('nominations.submission-received.v1')
  submissionReceived(@Payload() event: ReceivedEvent<SubmissionReceived>, @Ctx() context: EventContext): Promise<void> {
    return this.store.submissionReceived(context.tx, event.payload, event.version);
  }

  @OnEvent('nominations.submission-screened.v1')
  submissionScreened(@Payload() event: ReceivedEvent<SubmissionScreened>, @Ctx() context: EventContext): Promise<void> {
    return this.store.submissionScreened(context.tx, event.payload, event.version);
  }

  @OnEvent('nominations.nominee-listed.v1')
  nomineeListed(@Payload() event: ReceivedEvent<NomineeListed>, @Ctx() context: EventContext): Promise<void> {
    return this.store.nomineeListed(context.tx, event.payload);
  }

  @OnEvent('voting.tally-certified.v1')
  tallyCertified(@Payload() event: ReceivedEvent<TallyCertified>, @Ctx() context: EventContext): Promise<void> {
    return this.store.tallyCertified(context.tx, event.payload);
  }

  @OnEvent('promotion.released.v1')
  released(@Payload() event: ReceivedEvent<Released>, @Ctx() context: EventContext): Promise<void> {
    return this.store.released(context.tx, event.payload);
  }

  @OnEvent('identity.account-erased.v1')
  accountErased(@Payload() event: ReceivedEvent<AccountErased>, @Ctx() context: EventContext): Promise<void> {
    return this.store.accountErased(context.tx, event.payload);
  }
}
