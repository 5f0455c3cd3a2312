import { Matches, ValidateBy } from 'class-validator';
import { isLongerThan } from '@wsis/kernel';

/** At most so many characters, counted as people count them. */
export function MaxCharacters(most: number): PropertyDecorator {
  return ValidateBy({
    name: 'maxLength',
    constraints: [most],
    validator: {
      validate: (value) => typeof value === 'string' && !isLongerThan(value, most),
      defaultMessage: () => `at most ${most} characters`,
    },
  });
}

/** More than blanks. */
export function IsFilled(): PropertyDecorator {
  return ValidateBy({
    name: 'isNotEmpty',
    validator: { validate: (value) => typeof value === 'string' && value.trim() !== '', defaultMessage: () => 'empty' },
  });
}

/** Without signs that nobody sees, which control a machine or turn a text around. */
export function IsPrintable(printable: RegExp): PropertyDecorator {
  return Matches(printable, { context: { expected: 'printable text' } });
}
