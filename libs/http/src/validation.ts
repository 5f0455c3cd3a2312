import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
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
      const params = { ...limits(error.constraints?.[constraint]), ...contextOf(error, constraint) };
      const rule = RULE_NAMES[constraint] ?? constraint;
      return { field, rule, ...(Object.keys(params).length > 0 ? { params } : {}) };
    });
    return [...telling(own), ...fieldProblems(error.children ?? [], field)];
  });
}

/** Of a value that is not there, or is no number where one belongs, nothing else is worth saying. */
function telling(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const first = problems.find(({ rule }) => rule === 'required') ?? problems.find(({ rule }) => rule === 'wrongType');
  return first === undefined ? problems : [first];
}

/** What a rule adds for its message. */
function contextOf(error: ValidationError, constraint: string): FieldProblem['params'] {
  return (error.contexts?.[constraint] as FieldProblem['params']) ?? {};
}

function limits(message: string | undefined): Record<string, number> | undefined {
  const found = message?.match(/(-?\d+(?:\.\d+)?)/);
  return found?.[1] === undefined
    ? undefined
    : { limit: Number(found[1]), max: Number(found[1]), min: Number(found[1]) };
}

// A zero byte and half a character are no text: PostgreSQL takes neither, in whatever column.
const NOT_PRINTABLE = { rule: 'pattern', params: { expected: 'printable text' } } as const;
const UNCLEAN = /[\u0000\p{Surrogate}]/u;

/** Deeper than any body of ours; what walks a body by recursion must not run out of stack. */
const DEEPEST = 30;

/** Texts that no database column takes, and nesting that nothing of ours has, by their path. */
function uncleanFields(value: unknown, field: string, depth = 0): FieldProblem[] {
  if (typeof value === 'string') return UNCLEAN.test(value) ? [{ field, ...NOT_PRINTABLE }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEEPEST) return [{ field, rule: 'wrongType' }];
  return Object.entries(value).flatMap(([key, each]) => {
    if (UNCLEAN.test(key)) return [{ field: field || 'body', ...NOT_PRINTABLE }];
    return uncleanFields(each, field === '' ? key : `${field}.${key}`, depth + 1);
  });
}

class CleanTextValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom') {
      const unclean = uncleanFields(value, metadata.type === 'param' ? String(metadata.data ?? '') : '');
      if (unclean.length > 0) {
        throw metadata.type === 'param'
          ? new ProblemException('HTTP.NOT_FOUND')
          : new ProblemException('HTTP.VALIDATION_FAILED', {}, unclean);
      }
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** Refuses unknown fields, wrong types and texts that cannot be stored, and names each field with its rule. */
export function validationPipe(): ValidationPipe {
  return new CleanTextValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new ProblemException('HTTP.VALIDATION_FAILED', {}, fieldProblems(errors)),
  });
}
