import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.js';

/** What to do, one after the other. */
export function Steps({ steps }: { steps: readonly ComponentChildren[] }) {
  return (
    <ol class="steps">
      {steps.map((step, index) => (
        <li key={index}>{step}</li>
      ))}
    </ol>
  );
}

/** Where a person stands on a way of several pages. */
export function Journey({ label, steps, current }: { label: string; steps: readonly string[]; current: number }) {
  const { say } = usePage();
  return (
    <ol class="journey" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          class={index < current ? 'done' : index === current ? 'now' : 'later'}
          {...(index === current ? { 'aria-current': 'step' as const } : {})}
        >
          {step} {index < current ? <span class="unseen">{say('web.steps.done')}</span> : null}
        </li>
      ))}
    </ol>
  );
}
