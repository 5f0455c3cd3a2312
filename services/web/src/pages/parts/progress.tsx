/** How far something is: `text` says it, for example "15 of 18". */
export function Progress({ label, value, max, text }: { label: string; value: number; max: number; text: string }) {
  return (
    <div class="progress">
      <span class="progress-label">{label}</span>
      <progress value={value} max={max} aria-label={label} />
      <span class="progress-text">{text}</span>
    </div>
  );
}
