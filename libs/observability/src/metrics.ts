import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** One service's metrics; each service has a registry of its own, also when several share a process. */
export class Metrics {
  readonly registry = new Registry();

  constructor(
    readonly service: string,
    options: { readonly processMetrics?: boolean } = {},
  ) {
    this.registry.setDefaultLabels({ service });
    if (options.processMetrics === true) collectDefaultMetrics({ register: this.registry });
  }

  /** A count that only grows; named `<context>_<noun>_<verb>_total`. */
  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    const known = this.registry.getSingleMetric(name);
    return (known as Counter<L> | undefined) ?? new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** A value that goes up and down. */
  gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    const known = this.registry.getSingleMetric(name);
    return (known as Gauge<L> | undefined) ?? new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** A value that is read when somebody looks, by its labels. */
  watched<L extends string>(name: string, help: string, label: L, read: () => Readonly<Record<string, number>>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        for (const [value, count] of Object.entries(read())) this.set({ [label]: value } as Record<L, string>, count);
      },
    });
  }

  /** A distribution, in seconds unless the name says otherwise. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    buckets: number[] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  ): Histogram<L> {
    const known = this.registry.getSingleMetric(name);
    return (
      (known as Histogram<L> | undefined) ??
      new Histogram({ name, help, labelNames, buckets, registers: [this.registry] })
    );
  }

  /** The text that a Prometheus scraper reads. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}
