import type { ComponentChildren } from 'preact';

export type Fact = readonly [name: ComponentChildren, value: ComponentChildren];

/** Facts in pairs; one without a value is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
