/** A day in UTC such as `2026-05-05`, from its first instant to the first one of the next; nothing where it is no day. */
export function wholeDay(text: string | undefined): { readonly begins: Date; readonly ends: Date } | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const begins = new Date(`${text}T00:00:00.000Z`);
  // The calendar would make the 30th of February the 2nd of March.
  if (Number.isNaN(begins.getTime()) || !begins.toISOString().startsWith(text)) return undefined;
  return { begins, ends: new Date(begins.getTime() + 86_400_000) };
}
