import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { APPROVAL_SORTS, type ApprovalSort, type ApprovalState } from '../approvals.js';

const STATES: readonly ApprovalState[] = ['proposed', 'approved', 'refused', 'expired', 'failed'];

const SORTS = APPROVAL_SORTS.flatMap((sort) => [sort, `-${sort}` as const]);

/** What the second person saw. */
export class ApproveDto {
  /** SHA-256 of the payload as it was shown, lower-case hex. */
  @Matches(/^[0-9a-f]{64}$/)
  payloadHash!: string;
}

/** Why a proposal is refused. */
export class RefuseDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason!: string;
}

/** Which proposals to list. */
export class ApprovalListQueryDto {
  @IsOptional()
  @IsIn(STATES)
  state?: ApprovalState;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  kind?: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  edition?: string;

  /** With a minus for the other way round; the newest first unless given. */
  @IsOptional()
  @IsIn(SORTS)
  sort?: `${'' | '-'}${ApprovalSort}`;

  /** The `nextCursor` of the page before, in the same order. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;
}
