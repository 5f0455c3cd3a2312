import { CertificateIssuedSchema, ReleasedSchema } from '@wsis/contracts';
import { event, type EventLog } from '@wsis/messaging';
import type { Tx } from '@wsis/persistence';
import type { Announcements, IssuedCertificate, PublishedRelease } from '../../application/ports.js';

/** The facts of the promotion as events in its log. */
export class LoggedAnnouncements implements Announcements {
  constructor(private readonly eventLog: Pick<EventLog, 'append'>) {}

  async released(tx: Tx, editionId: string, releases: readonly PublishedRelease[]): Promise<void> {
    await this.eventLog.append(
      tx,
      releases.map(({ releaseId, kind, publishedAt, version }) =>
        event(
          ReleasedSchema,
          { editionId, releaseId, kind, publishedAtMs: BigInt(publishedAt.getTime()) },
          { key: editionId, version },
        ),
      ),
    );
  }

  async certificatesIssued(tx: Tx, certificates: readonly IssuedCertificate[]): Promise<void> {
    await this.eventLog.append(
      tx,
      certificates.map(({ certificateId, editionId, nomineeId, honour, language, documentHash }) =>
        event(
          CertificateIssuedSchema,
          { editionId, certificateId, nomineeId, honour, language, documentHash },
          { key: certificateId, version: 1 },
        ),
      ),
    );
  }
}
