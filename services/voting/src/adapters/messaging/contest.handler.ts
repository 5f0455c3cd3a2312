import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type {
  CalendarChanged,
  NomineeListFrozen,
  NomineeListed,
  NomineeWithdrawn,
  PhaseClosed,
  PhaseOpened,
  Released,
  RulesAdopted,
} from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import { LOGGER } from '@wsis/service';
import type { Logger } from '@wsis/observability';
import { AdoptRules } from '../../application/adopt-rules.js';
import { KeepNomineeList } from '../../application/keep-nominee-list.js';
import { MoveWindowWhenCalendarChanged } from '../../application/move-window-when-calendar-changed.js';
import { NoteRelease } from '../../application/note-release.js';
import { WithdrawNominee } from '../../application/withdraw-nominee.js';
import type { WindowChange } from '../../domain/window.js';

const VOTING_PHASE = 'voting';

/** What voting learns from the others; each fact is applied under the ledger's lock. */
@Controller()
export class ContestHandler {
  constructor(
    @Inject(AdoptRules) private readonly adoptRules: AdoptRules,
    @Inject(KeepNomineeList) private readonly nomineeList: KeepNomineeList,
    @Inject(WithdrawNominee) private readonly withdrawNominee: WithdrawNominee,
    @Inject(MoveWindowWhenCalendarChanged) private readonly moveWindow: MoveWindowWhenCalendarChanged,
    @Inject(NoteRelease) private readonly noteRelease: NoteRelease,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OnEvent('competition.rules-adopted.v1')
  async rulesAdopted(@Payload() { payload }: ReceivedEvent<RulesAdopted>, @Ctx() { tx }: EventContext): Promise<void> {
    await this.adoptRules.execute(tx, {
      editionId: payload.editionId,
      rulesVersion: payload.rulesVersion,
      ruleBookJson: Buffer.from(payload.ruleBookJson).toString('utf8'),
      ruleBookHash: payload.ruleBookHash,
    });
  }

  @OnEvent('competition.calendar-changed.v1')
  async calendarChanged(
    @Payload() { payload }: ReceivedEvent<CalendarChanged>,
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    const planned = payload.phases.find((phase) => phase.phase === VOTING_PHASE);
    await this.move(tx, payload.editionId, {
      kind: 'planned',
      calendarVersion: payload.calendarVersion,
      opensAtMs: instant(planned?.opensAtMs),
      closesAtMs: instant(planned?.closesAtMs),
    });
  }

  @OnEvent('competition.phase-opened.v1')
  async phaseOpened(@Payload() { payload }: ReceivedEvent<PhaseOpened>, @Ctx() { tx }: EventContext): Promise<void> {
    if (payload.phase !== VOTING_PHASE) return;
    const { calendarVersion } = payload;
    await this.move(tx, payload.editionId, { kind: 'opened', calendarVersion, atMs: Number(payload.openedAtMs) });
  }

  @OnEvent('competition.phase-closed.v1')
  async phaseClosed(@Payload() { payload }: ReceivedEvent<PhaseClosed>, @Ctx() { tx }: EventContext): Promise<void> {
    if (payload.phase !== VOTING_PHASE) return;
    const { calendarVersion } = payload;
    await this.move(tx, payload.editionId, { kind: 'closed', calendarVersion, atMs: Number(payload.closedAtMs) });
  }

  @OnEvent('nominations.nominee-listed.v1')
  async nomineeListed(
    @Payload() { payload }: ReceivedEvent<NomineeListed>,
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    await this.nomineeList.list(tx, payload);
  }

  @OnEvent('nominations.nominee-list-frozen.v1')
  async listFrozen(
    @Payload() { payload }: ReceivedEvent<NomineeListFrozen>,
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    const { editionId, listVersion, nomineeCount, listHash } = payload;
    await this.nomineeList.freeze(tx, { editionId, listVersion, count: nomineeCount, hash: listHash });
  }

  @OnEvent('nominations.nominee-withdrawn.v1')
  async nomineeWithdrawn(
    @Payload() { payload }: ReceivedEvent<NomineeWithdrawn>,
    @Ctx() { tx }: EventContext,
  ): Promise<void> {
    await this.withdrawNominee.execute(tx, payload, payload.listVersion);
  }

  @OnEvent('promotion.released.v1')
  async released(@Payload() { payload }: ReceivedEvent<Released>, @Ctx() { tx }: EventContext): Promise<void> {
    await this.noteRelease.execute(tx, payload.editionId, payload.kind, Number(payload.publishedAtMs));
  }

  private async move(tx: EventContext['tx'], editionId: string, change: WindowChange): Promise<void> {
    const moved = await this.moveWindow.execute(tx, editionId, change);
    if (!moved.ok && moved.error === 'closed') {
      this.logger.info(
        { edition: editionId, change: change.kind },
        'A calendar change came after the close and was refused',
      );
    }
  }
}

/** Absent instants are zero in the contract. */
function instant(ms: bigint | undefined): number | undefined {
  return ms === undefined || ms === 0n ? undefined : Number(ms);
}
