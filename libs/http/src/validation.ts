import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { ProblemException, type FieldProblem } from './problem.js';

/** Class-validator's constraint names, and the names that our messages know them by. */
const RULE_NAMES: Readonly<Record<string, string>> = {
  isNotEmpty: 'required',
  isDefined: 'required',
  isString: 'wrongType',
  isInt: 'wrongType',
  isNumber: 'wrongType',
  isBoolean: 'wrongType',
  isArray: 'wrongType',
  isObject: 'wrongType',
  nestedValidation: 'wrongType',
  whitelistValidation: 'unknownField',
  min: 'minimum',
  max: 'maximum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  isLength: 'maxLength',
  arrayMinSize: 'arrayMinSize',
  arrayMaxSize: 'arrayMaxSize',
  isEmail: 'isEmail',
  isIn: 'isIn',
  isEnum: 'isIn',
  isUuid: 'isUuid',
  isUrl: 'isUrl',
  isISO8601: 'isInstant',
  isDateString: 'isInstant',
  matches: 'pattern',
};

/** Flattens class-validator's tree into one entry a field and rule. */
export function fieldProblems(errors: readonly ValidationError[], prefix = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = prefix === '' ? error.property : `${prefix}.${error.property}`;
    const own = Object.keys(error.constraints ?? {}).map((constraint): FieldProblem => {
      const params = limits(error.constraints?.[constraint]);
      return { field, rule: RULE_NAMES[constraint] ?? constraint, ...(params ? { params } : {}) };
    });
    return [...own, ...fieldProblems(error.children ?? [], field)];
  });
}

function limits(message: string | undefined): Record<string, number> | undefined {
  const found = message?.match(/(-?\d+(?:\.\d+)?)/);
  return found?.[1] === undefined ? undefined : { limit: Number(found[1]), max: Number(found[1]), min: Number(found[1]) };
}

/** Refuses unknown fields and wrong types, and names each field with its rule. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new ProblemException('HTTP.VALIDATION_FAILED', {}, fieldProblems(errors)),
  });
}
