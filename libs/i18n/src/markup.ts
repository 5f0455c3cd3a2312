const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that was put together by `markup` and may be inserted as it is. */
export class Markup {
  private constructor(readonly text: string) {}

  /** For `markup` alone: what comes in here is not escaped. */
  static trusted(text: string): Markup {
    return new Markup(text);
  }
}

/** Escapes a text for element content and for quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/** A template whose every inserted text is escaped; only other markup goes in as it is. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  const inserted = values.map((value) => {
    if (typeof value === 'string') return escapeMarkup(value);
    if (value instanceof Markup) return value.text;
    return value.map((entry) => entry.text).join('');
  });
  return Markup.trusted(parts.map((part, index) => part + (inserted[index] ?? '')).join(''));
}
