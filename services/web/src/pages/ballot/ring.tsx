/** A ring with a piece for each category, full where a choice is made. The words beside it say the same. */
export function Ring({ categories, filled }: { categories: readonly string[]; filled: ReadonlySet<string> }) {
  const count = categories.length;
  const piece = `0.82 ${count - 0.82}`;
  return (
    <svg class="ring" viewBox="0 0 40 40" width="120" height="120" aria-hidden="true">
      {categories.map((code, index) => (
        <circle
          key={code}
          class={filled.has(code) ? 'full' : ''}
          cx="20"
          cy="20"
          r="16"
          pathLength={count}
          stroke-dasharray={piece}
          stroke-dashoffset={-index}
          transform="rotate(-90 20 20)"
        />
      ))}
      <text x="20" y="20" text-anchor="middle" dominant-baseline="central">
        {filled.size}
      </text>
    </svg>
  );
}
