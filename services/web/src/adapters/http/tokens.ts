/** The address that people see, without a slash at its end. */
export const PUBLIC_URL = 'web:public-url';
