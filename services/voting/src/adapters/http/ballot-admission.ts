import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadyProblem } from '@wsis/http';
import { problemTexts } from '@wsis/i18n';
import type { Partition, QueueTicket, QueueTickets, StatedCapacity, WaitingLine } from '@wsis/rate-limit';

export interface BallotAdmissionParts {
  /** The share of this process that is for saving ballots. */
  readonly saving: Partition;
  /** Undefined where the process takes as many as it can. */
  readonly capacity: StatedCapacity | undefined;
  readonly line: WaitingLine;
  readonly tickets: QueueTickets;
  /** An instant that the database's clock has not passed yet. */
  readonly databaseNowAtMost: () => number;
}

/** One attempt to save, by its session and idempotency key, with the place in the queue that it has. */
export interface Attempt {
  readonly sessionId: string;
  readonly key: string;
  readonly ticket: QueueTicket | undefined;
}

/** The request header in which a ticket comes back, and the answer's in which it is given. */
export const QUEUE_TICKET = 'queue-ticket';

/**
 * Who may come in now, decided without I/O. Who may not is given a place in the queue: a signed ticket, and when to send
 * the very same request again, with the ticket. Nothing typed is lost, and no server remembers who waits.
 */
export class BallotAdmission {
  private readonly busy = new ReadyProblem(problemTexts, 'VOTING.BUSY');

  constructor(private readonly parts: BallotAdmissionParts) {}

  /** The ticket that a request carries, if it is one of this session and key; any other is as good as none. */
  ticketOf(header: string | string[] | undefined, sessionId: string, key: string): QueueTicket | undefined {
    if (typeof header !== 'string') return undefined;
    const ticket = this.parts.tickets.read(header, sessionId, key, this.parts.databaseNowAtMost());
    return typeof ticket === 'string' ? undefined : ticket;
  }

  /** Whether a save would be turned away now. Takes no place, so it may be asked before the body of the request is there. */
  isFull(ticket: QueueTicket | undefined, nowMs: number): boolean {
    const { saving, capacity, line } = this.parts;
    const ageMs = this.ageOf(ticket);
    return !saving.hasRoom(line.mustLeave(ageMs, nowMs)) || capacity?.has(ageMs, nowMs) === false;
  }

  /** Lets one save in, or not. Who was let in must `leave`. */
  enter(ticket: QueueTicket | undefined, nowMs: number): boolean {
    const { saving, capacity, line } = this.parts;
    const ageMs = this.ageOf(ticket);
    if (!saving.tryEnter(line.mustLeave(ageMs, nowMs))) return false;
    if (capacity !== undefined && !capacity.tryTake(ageMs, nowMs)) {
      saving.takeBack();
      return false;
    }
    if (ticket !== undefined) line.cameBack(nowMs);
    return true;
  }

  leave(enteredAtMs: number, nowMs: number): void {
    this.parts.saving.leave(enteredAtMs, nowMs);
  }

  /** Answers with a place in the queue: the one that the request already has, or a new one. */
  sendAway(request: FastifyRequest, reply: FastifyReply, who: Attempt, nowMs: number): void {
    const { line, tickets, databaseNowAtMost } = this.parts;
    const { ticket } = who;
    if (ticket !== undefined) line.cameBack(nowMs);
    const text =
      ticket === undefined
        ? tickets.draw(who.sessionId, who.key, databaseNowAtMost())
        : (request.headers[QUEUE_TICKET] as string);
    const seconds = line.sendAway(this.ageOf(ticket), nowMs);
    const queue = `"queue":{"ticket":"${text}","retryAfterSeconds":${seconds},"waiting":${line.waiting(nowMs)}}`;
    this.busy.sendBare(request, reply, seconds, queue, [QUEUE_TICKET, text]);
  }

  private ageOf(ticket: QueueTicket | undefined): number {
    return ticket === undefined ? 0 : Math.max(0, this.parts.databaseNowAtMost() - ticket.orderMs);
  }
}
