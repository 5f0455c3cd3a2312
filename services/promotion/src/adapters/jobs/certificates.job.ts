import type { OnModuleInit } from '@nestjs/common';
import type { Language } from '@wsis/kernel';
import type { Job, Jobs } from '@wsis/service';
import { CERTIFICATES_JOB, type IssueCertificates } from '../../application/issue-certificates.js';
import type { Honour } from '../../domain/honour.js';

/** Certificates of one step: a second or so of printing, after which a job can be cancelled. */
const A_STEP = 20;

/** Issues the certificates of a job, step by step. */
export class CertificatesJob implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly issueCertificates: IssueCertificates,
  ) {}

  onModuleInit(): void {
    this.jobs.register(CERTIFICATES_JOB, async ({ editionId, params, startedBy }: Job) => {
      const { honour, languages } = params as { readonly honour: Honour; readonly languages: readonly Language[] };
      const done = await this.issueCertificates.all(editionId ?? '', honour, languages, startedBy, A_STEP);
      return done.ok ? { left: done.value.remaining } : { fault: done.error.code };
    });
  }
}
