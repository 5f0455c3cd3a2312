import { EventEmitter } from 'node:events';

/**
 * Tells readers in the same process that a schema's log has grown, so that they look at once.
 * Only a hint: readers in other processes poll, and nothing is lost when a hint is.
 */
class LogSignals {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  announce(schema: string): void {
    this.emitter.emit(schema);
  }

  /** Calls back at each announcement of one of the schemas; returns how to stop. */
  listen(schemas: readonly string[], callback: () => void): () => void {
    for (const schema of schemas) this.emitter.on(schema, callback);
    return () => {
      for (const schema of schemas) this.emitter.off(schema, callback);
    };
  }
}

export const logSignals = new LogSignals();
