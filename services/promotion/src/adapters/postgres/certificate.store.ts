import type { Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { CertificateKey, CertificateOrder, CertificateStore, IssuedCertificate } from '../../application/ports.js';
import type { Honour } from '../../domain/honour.js';
import { toHolder, type HolderRow } from './holder.row.js';
import { HOLDERS } from './honours.js';

export class PostgresCertificateStore implements CertificateStore {
  async now(tx: Tx): Promise<Date> {
    const [row] = await tx.query<{ now: Date }>(`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`);
    if (!row) throw new Error('PostgreSQL gave no time');
    return row.now;
  }

  async find(tx: Tx, key: CertificateKey): Promise<string | undefined> {
    const [row] = await tx.query<{ certificate_id: string }>(
      `SELECT certificate_id FROM promotion.certificates WHERE nominee_id = $1 AND honour = $2 AND language = $3`,
      [key.nomineeId, key.honour, key.language],
    );
    return row?.certificate_id;
  }

  async missing(
    tx: Tx,
    wanted: { editionId: string; honour: Honour; languages: readonly Language[]; limit: number },
  ): Promise<{ orders: readonly CertificateOrder[]; total: number }> {
    const rows = await tx.query<HolderRow & { language: Language; total: number }>(
      `SELECT n.nominee_id, n.category, n.organisation_name, n.country, n.generated, n.texts, l.language,
              count(*) OVER ()::int AS total
       FROM promotion.nominees n CROSS JOIN unnest($3::text[]) AS l (language)
       WHERE n.edition_id = $1 AND n.nominee_id IN (${HOLDERS[wanted.honour]})
         AND NOT EXISTS (SELECT 1 FROM promotion.certificates c
                         WHERE c.nominee_id = n.nominee_id AND c.honour = $2 AND c.language = l.language)
       ORDER BY n.number, l.language LIMIT $4`,
      [wanted.editionId, wanted.honour, wanted.languages, wanted.limit],
    );
    return {
      orders: rows.map((row) => ({ holder: toHolder(row), language: row.language })),
      total: rows[0]?.total ?? 0,
    };
  }

  async add(tx: Tx, certificates: readonly IssuedCertificate[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ certificate_id: string }>(
      `INSERT INTO promotion.certificates
         (certificate_id, edition_id, nominee_id, honour, language, facts, document, document_hash, issued_by, issued_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::bytea[],
                            $8::text[], $9::uuid[], $10::timestamptz[])
       ON CONFLICT (nominee_id, honour, language) DO NOTHING RETURNING certificate_id`,
      [
        certificates.map((one) => one.certificateId),
        certificates.map((one) => one.editionId),
        certificates.map((one) => one.nomineeId),
        certificates.map((one) => one.honour),
        certificates.map((one) => one.language),
        certificates.map((one) => JSON.stringify(one.facts)),
        certificates.map((one) => Buffer.from(one.document)),
        certificates.map((one) => one.documentHash),
        certificates.map((one) => one.issuedBy),
        certificates.map((one) => one.issuedAt),
      ],
    );
    return new Set(rows.map((row) => row.certificate_id));
  }
}
