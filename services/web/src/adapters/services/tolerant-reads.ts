import type { ServiceName } from '@wsis/http';
import { PartAway } from '../../application/ports.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Reads of several services for one page: whoever is away is remembered, and what the others say is shown. */
export class TolerantReads<S extends ServiceName> {
  private readonly missed = new Set<S>();

  constructor(
    private readonly calls: ServiceCalls,
    private readonly visitor: Visitor,
  ) {}

  /** Undefined where nothing is there, and where the service is away. */
  async read(service: S, path: string): Promise<Json | undefined> {
    try {
      return await this.calls.read(this.visitor, service, path);
    } catch (error) {
      if (!(error instanceof PartAway)) throw error;
      this.missed.add(service);
      return undefined;
    }
  }

  isAway(service: S): boolean {
    return this.missed.has(service);
  }

  get away(): readonly S[] {
    return [...this.missed];
  }
}
