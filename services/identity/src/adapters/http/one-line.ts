/**
 * A name with something in it, as it stands in mails and lists: no line breaks or other control characters, and none of
 * the marks that turn the text after them around. Joiners, which Arabic and Persian names need, are welcome.
 */
export const ONE_LINE = /^(?=[^]*\S)[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u;

/** The same, or nothing. */
export const ONE_LINE_OR_EMPTY = /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u;
