export const PREFERENCES = Symbol('notifications:preferences');
export const SCREENS = Symbol('notifications:screens');
export const STOP_LINKS = Symbol('notifications:stop-links');
