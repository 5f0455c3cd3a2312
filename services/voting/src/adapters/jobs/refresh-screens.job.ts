import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Logger } from '@wsis/observability';
import type { Screens } from '../../application/screens.js';

/** Looks at the ledger rows every so often, so that processes screen against the list and rules in force. */
export class RefreshScreensJob implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly screens: Screens,
    private readonly everyMs: number,
    private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), this.everyMs);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    try {
      await this.screens.refresh();
    } catch (error) {
      this.logger.debug({ err: error }, 'The ledger rows could not be read; what is known stays in use');
    }
  }
}
