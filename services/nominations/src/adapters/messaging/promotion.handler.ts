import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Released } from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';

/** Learns from promotion when the list of nominees may be shown to everybody. */
@Controller()
export class PromotionHandler {
  @OnEvent('promotion.released.v1')
  async released(@Payload() event: ReceivedEvent<Released>, @Ctx() { tx }: EventContext): Promise<void> {
    const { editionId, kind, publishedAtMs } = event.payload;
    if (kind !== 'nominees') return;
    await tx.execute(
      `INSERT INTO nominations.editions AS edition (id, nominees_released_at) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET nominees_released_at = coalesce(edition.nominees_released_at, $2)`,
      [editionId, new Date(Number(publishedAtMs))],
    );
  }
}
