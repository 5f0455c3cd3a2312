import { err, ok, type Result } from '@wsis/kernel';

/** When the vote is open, as the ledger applies it. Instants are milliseconds since 1970 by the database's clock. */
export interface VoteWindow {
  readonly opensAtMs: number | undefined;
  readonly closesAtMs: number | undefined;
  readonly graceSeconds: number;
  readonly closedAtMs: number | undefined;
  /** The last calendar that was applied. */
  readonly calendarVersion: number;
}

/** What the calendar says: a new plan, or that the phase was opened or closed by command. */
export type WindowChange =
  | {
      readonly kind: 'planned';
      readonly calendarVersion: number;
      readonly opensAtMs: number | undefined;
      readonly closesAtMs: number | undefined;
    }
  | { readonly kind: 'opened' | 'closed'; readonly calendarVersion: number; readonly atMs: number };

export interface MovedWindow {
  readonly opensAtMs: number | undefined;
  readonly closesAtMs: number | undefined;
  readonly calendarVersion: number;
}

/** `closed`: the close has passed, nothing moves any more. `superseded`: a later calendar or the same window is in force. */
export type WindowRefusal = 'closed' | 'superseded';

/**
 * Decides how a calendar change moves the window, at the instant at which it is recorded.
 * The past stays as it was: a close never lies before now, and an open vote is not made unopened.
 */
export function moveWindow(
  window: VoteWindow,
  change: WindowChange,
  nowMs: number,
): Result<MovedWindow, WindowRefusal> {
  if (window.closedAtMs !== undefined) return err('closed');
  if (window.closesAtMs !== undefined && nowMs >= window.closesAtMs) return err('closed');
  const isOpen = window.opensAtMs !== undefined && window.opensAtMs <= nowMs;
  switch (change.kind) {
    case 'planned': {
      if (change.calendarVersion <= window.calendarVersion) return err('superseded');
      const opensAtMs = isOpen ? window.opensAtMs : change.opensAtMs;
      const closesAtMs = change.closesAtMs === undefined ? undefined : Math.max(change.closesAtMs, nowMs);
      return ok({ ...inOrder(opensAtMs, closesAtMs), calendarVersion: change.calendarVersion });
    }
    case 'opened': {
      if (change.calendarVersion < window.calendarVersion || isOpen) return err('superseded');
      return ok({ ...inOrder(change.atMs, window.closesAtMs), calendarVersion: window.calendarVersion });
    }
    case 'closed': {
      if (change.calendarVersion < window.calendarVersion) return err('superseded');
      return ok({
        ...inOrder(window.opensAtMs, Math.max(change.atMs, nowMs)),
        calendarVersion: window.calendarVersion,
      });
    }
  }
}

function inOrder(opensAtMs: number | undefined, closesAtMs: number | undefined) {
  const both = opensAtMs !== undefined && closesAtMs !== undefined;
  return { opensAtMs: both ? Math.min(opensAtMs, closesAtMs) : opensAtMs, closesAtMs };
}

/** The instant from which no ballot can be numbered, not even by a ticket; undefined while no close is planned. */
export function graceUntilMs(window: Pick<VoteWindow, 'closesAtMs' | 'graceSeconds'>): number | undefined {
  return window.closesAtMs === undefined ? undefined : window.closesAtMs + window.graceSeconds * 1000;
}
