import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, MinLength } from 'class-validator';
import { Approvals, approvalProblem, type ApprovedProposal } from '@wsis/approval';
import { Access, Actor, MaxCharacters, problem, type AccountClaims } from '@wsis/http';
import { ok } from '@wsis/kernel';
import type { PartState } from '@wsis/observability';
import { Database, type Migration } from '@wsis/persistence';

/** What is paused, in the service's own schema. No row: it goes on. */
export function switchMigrations(schema: string): readonly Migration[] {
  return [
    {
      name: '0000-switches',
      up: [
        `CREATE TABLE ${schema}.switches (
           name TEXT PRIMARY KEY,
           paused_at TIMESTAMPTZ,
           reason TEXT NOT NULL,
           approval_id UUID NOT NULL,
           changed_at TIMESTAMPTZ NOT NULL)`,
      ],
    },
  ];
}

export interface SwitchState {
  readonly name: string;
  readonly paused: boolean;
  /** Why it was last turned, and when; absent where it never was. */
  readonly reason?: string;
  readonly changedAt?: string;
}

interface SwitchRow {
  readonly name: string;
  readonly paused_at: Date | null;
  readonly reason: string;
  readonly changed_at: Date;
}

interface PausePayload {
  readonly name: string;
  readonly paused: boolean;
  readonly reason: string;
}

/**
 * What two persons may pause while the service runs. A process knows it from memory and looks every second, so a turn
 * takes effect everywhere within about a second; where PostgreSQL is away, what was known last stays in force.
 */
export class Switches {
  private rows: ReadonlyMap<string, SwitchRow> = new Map();

  constructor(
    private readonly database: Database,
    private readonly approvals: Approvals,
    private readonly service: string,
    readonly names: readonly string[],
  ) {
    for (const name of names) {
      approvals.register<PausePayload>(this.kindOf(name), {
        roles: ['secretariat'],
        execute: async (tx, approval) => {
          await tx.execute(
            `INSERT INTO ${service}.switches (name, paused_at, reason, approval_id, changed_at)
             VALUES ($1, CASE WHEN $2 THEN clock_timestamp() END, $3, $4, clock_timestamp())
             ON CONFLICT (name) DO UPDATE SET paused_at = excluded.paused_at, reason = excluded.reason,
               approval_id = excluded.approval_id, changed_at = excluded.changed_at`,
            rowOf(approval),
          );
          return ok({ name, paused: approval.payload.paused });
        },
      });
    }
  }

  isPaused(name: string): boolean {
    return (this.rows.get(name)?.paused_at ?? null) !== null;
  }

  states(): readonly SwitchState[] {
    return this.names.map((name) => {
      const row = this.rows.get(name);
      return {
        name,
        paused: this.isPaused(name),
        ...(row === undefined ? {} : { reason: row.reason, changedAt: row.changed_at.toISOString() }),
      };
    });
  }

  /** For readiness: a pause is wanted, so the process is ready with it, and says so. */
  part(): PartState {
    const paused = this.names.filter((name) => this.isPaused(name));
    return {
      ok: true,
      adapter: 'postgresql',
      ...(paused.length > 0 ? { detail: `paused: ${paused.join(', ')}` } : {}),
    };
  }

  async refresh(): Promise<void> {
    const rows = await this.database.query<SwitchRow>(
      `SELECT name, paused_at, reason, changed_at FROM ${this.service}.switches`,
    );
    this.rows = new Map(rows.map((row) => [row.name, row]));
  }

  /** Writes down what a second person is to approve, and gives the approval's id. */
  async propose(payload: PausePayload, actor: AccountClaims): Promise<string> {
    const id = await this.database.transaction((tx) =>
      this.approvals.propose(tx, { kind: this.kindOf(payload.name), payload, summary: payload, proposedBy: actor }),
    );
    if (!id.ok) throw approvalProblem(id.error);
    return id.value;
  }

  private kindOf(name: string): string {
    return `${this.service}.pause-${name}`;
  }
}

function rowOf({ id, payload }: ApprovedProposal<PausePayload>): readonly unknown[] {
  return [payload.name, payload.paused, payload.reason, id];
}

export class PauseSwitchDto {
  @ApiProperty({ description: 'True stops it, false lets it go on' })
  @IsBoolean()
  paused!: boolean;

  @ApiProperty({ description: 'Why; the second person reads it', minLength: 3, maxLength: 1_000 })
  @IsString()
  @MinLength(3)
  @MaxCharacters(1_000)
  reason!: string;
}

/** Where the staff see what may be paused, and propose to. */
@Controller('switches')
export class SwitchesController {
  constructor(@Inject(Switches) private readonly switches: Switches) {}

  @Get()
  @Access.role('secretariat', 'auditor')
  list(): { readonly items: readonly SwitchState[] } {
    return { items: this.switches.states() };
  }

  @Post(':name')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async propose(
    @Param('name') name: string,
    @Body() { paused, reason }: PauseSwitchDto,
    @Actor() actor: AccountClaims,
  ) {
    if (!this.switches.names.includes(name)) throw problem('HTTP.NOT_FOUND');
    const summary = { name, paused, reason };
    return { approvalId: await this.switches.propose(summary, actor), summary };
  }
}
