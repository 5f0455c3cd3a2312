/** One field that breaks one rule. `message` is in the reader's language. */
export interface FieldProblem {
  /** Path of the field in the body, for example `invitations.0.email`. */
  readonly field: string;
  /** Name of the rule, for example `maxWords`. */
  readonly rule: string;
  /** What the rule's message needs, for example `{ max: 200, actual: 214 }`. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly (FieldProblem & { readonly message: string })[];
}

/** A refusal on its way to the reader: thrown by adapters, never by the core. */
export class ProblemException extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>> = {},
    readonly errors: readonly FieldProblem[] = [],
    /** Further members of the problem body, for example the current ballot. */
    readonly extensions: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

/** Makes a problem that a controller can throw. */
export function problem(
  code: string,
  params: Readonly<Record<string, string | number>> = {},
  errors: readonly FieldProblem[] = [],
  extensions: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): ProblemException {
  return new ProblemException(code, params, errors, extensions, headers);
}

const statuses = new Map<string, number>();

/** Declares codes with their HTTP status. A code has one status in the whole platform. */
export function registerProblems(map: Readonly<Record<string, number>>): void {
  for (const [code, status] of Object.entries(map)) {
    const before = statuses.get(code);
    if (before !== undefined && before !== status) throw new Error(`${code} has two statuses: ${before} and ${status}`);
    statuses.set(code, status);
  }
}

/** The status of a code; a code that nobody declared is a bug, and answers 500. */
export function statusOf(code: string): number {
  return statuses.get(code) ?? 500;
}

/** All codes with their status, for the page of errors and its test. */
export function registeredProblems(): ReadonlyMap<string, number> {
  return statuses;
}

registerProblems({
  'HTTP.MALFORMED_JSON': 400,
  'HTTP.VALIDATION_FAILED': 422,
  'HTTP.BAD_REQUEST': 400,
  'HTTP.NOT_FOUND': 404,
  'HTTP.METHOD_NOT_ALLOWED': 405,
  'HTTP.BODY_TOO_LARGE': 413,
  'HTTP.UNSUPPORTED_MEDIA_TYPE': 415,
  'HTTP.INTERNAL': 500,
  'HTTP.UNAVAILABLE': 503,
  'HTTP.OVERLOADED': 503,
  'HTTP.PAUSED': 503,
  'HTTP.TOO_MANY_REQUESTS': 429,
  'HTTP.PRECONDITION_REQUIRED': 428,
  'HTTP.CONFLICT': 409,
  'SESSION.MISSING': 401,
  'SESSION.EXPIRED': 401,
  'SESSION.REVOKED': 401,
  'SESSION.FORGED': 401,
  'SESSION.WRONG_KIND': 403,
  'ACCESS.ROLE_REQUIRED': 403,
  'ACCESS.SECOND_FACTOR_REQUIRED': 403,
  'ACCESS.SECOND_FACTOR_STALE': 403,
  'ACCESS.IDENTITY_UNREACHABLE': 503,
});
