import { everyHour, hourOf } from './hours.js';

const at = (hour: string) => new Date(`2026-05-01T${hour}:00.000Z`);
const shown = (known: readonly (readonly [string, number])[], last: string, most = 48) =>
  everyHour(
    known.map(([hour, value]) => [at(hour), value] as const),
    at(last),
    most,
    0,
  ).map(([hour, value]) => [hour.toISOString().slice(11, 16), value]);

test('an instant belongs to the hour that began before it', () => {
  expect(hourOf(new Date('2026-05-01T10:59:59.999Z'))).toEqual(at('10:00'));
});

test('hours without anything stand between and after the others', () => {
  expect(
    shown(
      [
        ['08:00', 3],
        ['10:00', 1],
      ],
      '11:30',
    ),
  ).toEqual([
    ['08:00', 3],
    ['09:00', 0],
    ['10:00', 1],
    ['11:00', 0],
  ]);
});

test('what is too long ago, or still to come, is left out', () => {
  expect(
    shown(
      [
        ['01:00', 9],
        ['09:00', 2],
        ['12:00', 5],
      ],
      '10:00',
      3,
    ),
  ).toEqual([
    ['09:00', 2],
    ['10:00', 0],
  ]);
});

test('of nothing, no hour is shown', () => {
  expect(shown([], '10:00')).toEqual([]);
  expect(shown([['01:00', 9]], '10:00', 3)).toEqual([]);
});
