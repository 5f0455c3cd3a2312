import { err, ok, type IdSource, type Language, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { titleFor, type CertificateFacts, type Holder } from '../domain/certificate.js';
import { RELEASE_OF_HONOUR, type Honour } from '../domain/honour.js';
import type { PromotionError } from '../domain/promotion-error.js';
import type {
  Announcements,
  CertificateKey,
  CertificateOrder,
  CertificatePress,
  CertificateStore,
  EditionStore,
  IssuedCertificate,
  LongWork,
  PromotedEdition,
  ReleaseStore,
  UnitOfWork,
} from './ports.js';

/** Certificates that one call of the batch prints at most; the caller goes on until none remain. */
export const CERTIFICATES_A_CALL = 100;

/** The kind of the jobs that issue many. */
export const CERTIFICATES_JOB = 'certificates';

/** Issues certificates for honours that are public; asking twice gives the same certificate. */
export class IssueCertificates {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly releases: ReleaseStore,
    private readonly certificates: CertificateStore,
    private readonly announcements: Announcements,
    private readonly jobs: LongWork,
    private readonly press: { readonly printer: CertificatePress; readonly ids: IdSource; readonly publicUrl: string },
  ) {}

  /** One certificate of one project. */
  async one(
    editionId: string,
    { nomineeId, honour, language }: CertificateKey,
    issuedBy: string,
  ): Promise<Result<{ certificateId: string; issued: boolean }, PromotionError>> {
    return this.database.transaction(async (tx) => {
      const edition = await this.publicHonour(tx, editionId, honour);
      if (!edition.ok) return edition;
      const holder = await this.editions.holder(tx, editionId, honour, nomineeId);
      if (!holder) return err({ code: 'PROMOTION.HONOUR_NOT_HELD', honour, nominee: nomineeId });
      const key = { nomineeId, honour, language };
      const known = await this.certificates.find(tx, key);
      if (known !== undefined) return ok({ certificateId: known, issued: false });
      const [added] = await this.print(tx, edition.value, honour, [{ holder, language }], issuedBy);
      // Somebody else may have issued it between the look and the insert, which waited for that commit.
      const certificateId = added ?? (await this.certificates.find(tx, key)) ?? '';
      return ok({ certificateId, issued: added !== undefined });
    });
  }

  /** All holders of an honour, in some languages; at most `CERTIFICATES_A_CALL`, and says how many remain. */
  async all(
    editionId: string,
    honour: Honour,
    languages: readonly Language[],
    issuedBy: string,
    limit = CERTIFICATES_A_CALL,
  ): Promise<Result<{ issued: number; remaining: number }, PromotionError>> {
    return this.database.transaction(async (tx) => {
      const edition = await this.publicHonour(tx, editionId, honour);
      if (!edition.ok) return edition;
      const wanted = { editionId, honour, languages, limit };
      const { orders, total } = await this.certificates.missing(tx, wanted);
      const added = await this.print(tx, edition.value, honour, orders, issuedBy);
      return ok({ issued: added.length, remaining: total - orders.length });
    });
  }

  /** Begins a job that issues all that is missing, and gives its id. */
  async begin(
    editionId: string,
    honour: Honour,
    languages: readonly Language[],
    startedBy: string,
  ): Promise<Result<{ jobId: string }, PromotionError>> {
    return this.database.transaction(async (tx) => {
      const edition = await this.publicHonour(tx, editionId, honour);
      if (!edition.ok) return edition;
      const { total } = await this.certificates.missing(tx, { editionId, honour, languages, limit: 1 });
      const job = { kind: CERTIFICATES_JOB, editionId, params: { honour, languages }, total, startedBy };
      return ok({ jobId: await this.jobs.begin(tx, job) });
    });
  }

  /** The embargo is looked at first: before it nobody learns who holds what. */
  private async publicHonour(
    tx: Tx,
    editionId: string,
    honour: Honour,
  ): Promise<Result<PromotedEdition, PromotionError>> {
    const edition = await this.editions.find(tx, editionId);
    if (!edition) return err({ code: 'PROMOTION.EDITION_UNKNOWN', edition: editionId });
    const kind = RELEASE_OF_HONOUR[honour];
    if (!(await this.releases.isPublished(tx, editionId, kind))) return err({ code: 'PROMOTION.EMBARGOED', kind });
    return ok(edition);
  }

  private async print(
    tx: Tx,
    edition: PromotedEdition,
    honour: Honour,
    orders: readonly CertificateOrder[],
    issuedBy: string,
  ): Promise<readonly string[]> {
    if (orders.length === 0) return [];
    const issuedAt = await this.certificates.now(tx);
    const printed: IssuedCertificate[] = [];
    for (const { holder, language } of orders) {
      const facts = this.factsOf(edition, honour, holder, language, issuedAt);
      const { document, documentHash } = this.press.printer.print(facts);
      printed.push({
        certificateId: facts.certificateId,
        editionId: edition.editionId,
        nomineeId: holder.nomineeId,
        honour,
        language,
        document,
        documentHash,
        issuedAt,
        issuedBy,
        facts,
      });
      // A page takes milliseconds of this process: others get their turn in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const added = await this.certificates.add(tx, printed);
    const issued = printed.filter((certificate) => added.has(certificate.certificateId));
    if (issued.length > 0) await this.announcements.certificatesIssued(tx, issued);
    return issued.map((certificate) => certificate.certificateId);
  }

  private factsOf(
    edition: PromotedEdition,
    honour: Honour,
    holder: Holder,
    language: Language,
    issuedAt: Date,
  ): CertificateFacts {
    const certificateId = this.press.ids.next();
    const category = edition.categories.find(({ code }) => code === holder.category);
    return {
      certificateId,
      language,
      honour,
      editionName: edition.name,
      timeZone: edition.timeZone,
      category: {
        code: holder.category,
        number: category?.number ?? 0,
        name: category?.names[language].text ?? holder.category,
      },
      title: titleFor(holder.titles, language),
      organisationName: holder.organisationName,
      country: holder.country,
      generated: holder.generated,
      issuedAt,
      address: `${this.press.publicUrl}/api/promotion/certificates/${certificateId}`,
    };
  }
}
