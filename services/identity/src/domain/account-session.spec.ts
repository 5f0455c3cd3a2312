import { isUseDue, tokenEnd } from './account-session.js';

const at = (text: string) => new Date(`2026-03-01T${text}:00Z`);

describe('A token', () => {
  it.each([
    ['08:00', '08:00', '09:00', 'an hour from the sign-in'],
    ['08:00', '12:30', '13:30', 'an hour from its renewal'],
    ['08:00', '19:30', '20:00', 'when the sign-in is twelve hours old'],
  ])('of a sign-in at %s, issued at %s, ends at %s: %s', (signedInAt, now, end) => {
    expect(tokenEnd(at(signedInAt), at(now))).toEqual(at(end));
  });
});

describe('A use of a session', () => {
  it.each([
    ['08:00', '08:05', false],
    ['08:00', '08:06', true],
  ])('after one at %s, at %s, is to be noted: %s', (before, now, due) => {
    expect(isUseDue(at(before), at(now))).toBe(due);
  });
});
