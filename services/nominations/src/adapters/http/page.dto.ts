import { encodeCursor } from '@wsis/http';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { ListPage } from '../../application/screens.js';
import { SUBMISSION_STATES, type SubmissionState } from '../../domain/submission.js';

/** A place may begin with up to 60 characters of a title. */
export const LONGEST_CURSOR = 600;

export class PageQueryDto {
  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  /** 1 to 200. */
  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;
}

export class SubmissionListQueryDto extends PageQueryDto {
  @IsOptional()
  @IsIn(SUBMISSION_STATES)
  state?: SubmissionState;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  category?: string;

  /** Part of the title or of the organisation's name, in any case. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export interface PageAnswer<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** A page with its place packed into a cursor. */
export function answerPage<T>(page: ListPage<T>): PageAnswer<T> {
  return page.next === undefined ? { items: page.items } : { items: page.items, nextCursor: encodeCursor(page.next) };
}
