/** One field that breaks one rule, as a service names it. */
export interface BrokenRule {
  /** Path of the field in the body that was sent. */
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What a service answered instead of doing what was asked. */
export interface Refused {
  readonly code: string;
  /** The HTTP status with which the page answers, too. */
  readonly status: number;
  /** In the reader's language; absent where no service could be asked. */
  readonly title?: string;
  readonly detail?: string;
  readonly errors: readonly BrokenRule[];
  readonly retryAfterSeconds?: number;
  /** Further members of the answer, for example the current version of what was to be changed. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** A service refused a read that a page cannot do without. */
export class ReadRefused extends Error {
  constructor(readonly refused: Refused) {
    super(refused.code);
  }
}
