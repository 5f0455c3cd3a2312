import type { PipeTransform } from '@nestjs/common';
import { toProblem } from './problem-map.js';
import type { NominationsError } from '../../domain/nominations-error.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isRecordId = (value: string) => UUID.test(value);

/** An id in an address; what cannot be one names nothing. */
export class RecordId implements PipeTransform<string, string> {
  constructor(
    private readonly unknown: Extract<
      NominationsError,
      { readonly code: `NOMINATIONS.${'SUBMISSION' | 'NOMINEE' | 'PICTURE' | 'BREACH_REPORT'}_UNKNOWN` }
    >,
  ) {}

  transform(value: string): string {
    if (!UUID.test(value)) throw toProblem(this.unknown);
    return value.toLowerCase();
  }
}

export const SubmissionIdPipe = new RecordId({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
export const NomineeIdPipe = new RecordId({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
export const PictureIdPipe = new RecordId({ code: 'NOMINATIONS.PICTURE_UNKNOWN' });
export const BreachReportIdPipe = new RecordId({ code: 'NOMINATIONS.BREACH_REPORT_UNKNOWN' });
