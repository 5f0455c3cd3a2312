/** The address that people see, without a slash at its end. */
export const PUBLIC_URL = 'web:public-url';
/** Everything that the areas offer on a desk. */
export const DESK_ENTRIES = 'web:desk-entries';
