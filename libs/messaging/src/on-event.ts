import { EventPattern } from '@nestjs/microservices';

/**
 * Marks a controller's method as the handler of an event type:
 * `(@Payload() event: ReceivedEvent<T>, @Ctx() context: EventContext) => Promise<void>`.
 */
export function OnEvent(type: string): MethodDecorator {
  return EventPattern(type) as MethodDecorator;
}
