import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Logger } from '@wsis/observability';
import type { IntakeBoard, IntakeFigures } from '../../application/vote-health.js';

const EVERY_MS = 1_000;

/** Leaves this process' figures where the others find them, once a second and never for a ballot. */
export class NoteIntakeFiguresJob implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private noting = false;

  constructor(
    private readonly board: IntakeBoard,
    private readonly processId: string,
    private readonly own: () => IntakeFigures,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.note(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async note(): Promise<void> {
    if (this.noting) return;
    this.noting = true;
    try {
      await this.board.note(this.processId, this.own());
    } catch (error) {
      this.logger.debug({ err: error }, 'The figures of the intake could not be left; the next second tries again');
    } finally {
      this.noting = false;
    }
  }
}
