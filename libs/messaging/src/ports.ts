/** The part of a pino logger that messaging uses. */
export interface MessagingLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What messaging counts; each method is optional, so that a metrics registry takes what it wants. */
export interface MessagingMetrics {
  /** One event whose effect was committed, with its age in seconds. */
  handled?(consumer: string, type: string, ageSeconds: number, eventId: string): void;
  /** Events that came again and were skipped by the inbox. */
  repeated?(consumer: string, count: number): void;
  /** Events put aside as dead letters. */
  parked?(consumer: string, type: string): void;
  /** One more try after something that a batch needs was away. */
  waited?(consumer: string): void;
  /** Events not yet handled, by source. */
  lag?(consumer: string, source: string, events: number): void;
  /** Events acknowledged by the brokers. */
  relayed?(topic: string, count: number): void;
  /** Events in the log that the brokers do not have yet. */
  relayLag?(service: string, events: number): void;
}

/** Whether a part works now; `detail` is a sentence for people when it does not. */
export interface Readiness {
  readonly ok: boolean;
  readonly detail: string;
}

/** A logger that says nothing. */
export const silentLogger: MessagingLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };
