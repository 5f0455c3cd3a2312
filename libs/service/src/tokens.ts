/** Injection tokens of what every service is given. */
export const CLOCK = Symbol('wsis:clock');
export const ID_SOURCE = Symbol('wsis:id-source');
export const LOGGER = Symbol('wsis:logger');
export const SECRETS = Symbol('wsis:secrets');
export const SETTINGS = Symbol('wsis:settings');
