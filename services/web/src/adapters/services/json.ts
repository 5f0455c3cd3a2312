/** Reads an answer of another service without trusting its shape: what is missing or of another type is undefined. */
export class Json {
  constructor(private readonly value: unknown) {}

  /** The value as it came, for what is handed on unread. */
  get raw(): unknown {
    return this.value;
  }

  at(name: string): Json {
    const { value } = this;
    return new Json(typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined);
  }

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  number(): number | undefined {
    if (typeof this.value === 'number') return Number.isFinite(this.value) ? this.value : undefined;
    // Counts that outgrow a double travel as decimal text.
    return typeof this.value === 'string' && /^\d{1,15}$/.test(this.value) ? Number(this.value) : undefined;
  }

  flag(): boolean {
    return this.value === true;
  }

  instant(): Date | undefined {
    const instant = typeof this.value === 'string' || typeof this.value === 'number' ? new Date(this.value) : undefined;
    return instant === undefined || Number.isNaN(instant.getTime()) ? undefined : instant;
  }

  items(): Json[] {
    return Array.isArray(this.value) ? this.value.map((entry) => new Json(entry)) : [];
  }

  entries(): [string, Json][] {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([name, entry]) => [name, new Json(entry)])
      : [];
  }
}
