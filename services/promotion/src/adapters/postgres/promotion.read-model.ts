import type { Language } from '@wsis/kernel';
import type { Database, Tx } from '@wsis/persistence';
import type {
  CertificateFigures,
  ChampionsOfCategory,
  NomineeQuery,
  PromotionScreens,
  PublicCertificate,
  PublicNominee,
  PublicRelease,
  PublicResults,
  ResultOfCategory,
  StaffRelease,
} from '../../application/read-model.js';
import { HONOURS, RELEASE_OF_HONOUR, type Honour } from '../../domain/honour.js';
import type { SharedNominee } from '../../domain/share-picture.js';
import { HOLDERS } from './honours.js';

const MOST_ENTRIES = 2_000;
const MOST_CATEGORIES = 200;

/** One nominee as JSON; `n` is its row. */
const NOMINEE = `jsonb_build_object('nomineeId', n.nominee_id, 'number', n.number, 'category', n.category,
  'organisationName', n.organisation_name, 'country', n.country, 'region', n.region,
  'stakeholderType', n.stakeholder_type, 'sdgs', n.sdgs, 'texts', n.texts, 'website', n.website, 'generated', n.generated)`;
const HONOURED = `${NOMINEE} || jsonb_build_object('withdrawn',
  EXISTS (SELECT 1 FROM promotion.withdrawals w WHERE w.nominee_id = n.nominee_id))`;
const CERTIFICATE = `certificate_id AS "certificateId", edition_id AS edition, nominee_id AS "nomineeId", honour, language,
  facts ->> 'title' AS title, facts ->> 'organisationName' AS "organisationName", document_hash AS "documentHash",
  issued_at AS "issuedAt"`;

/** Screens with their own SQL. What is public is decided here, by `published_at` alone, in one snapshot a screen. */
export class PostgresPromotionReadModel implements PromotionScreens {
  constructor(private readonly database: Pick<Database, 'query' | 'transaction'>) {}

  async released(editionId: string): Promise<readonly PublicRelease[] | undefined> {
    const [row] = await this.database.query(`SELECT 1 FROM promotion.editions WHERE edition_id = $1`, [editionId]);
    return row === undefined ? undefined : releasedOf(this.database, editionId);
  }

  staged(editionId: string): Promise<readonly StaffRelease[]> {
    return this.database.query<StaffRelease>(
      `SELECT release_id AS "releaseId", kind, CASE WHEN published_at IS NULL THEN 'staged' ELSE 'published' END AS state,
              publish_at AS "publishAt", published_at AS "publishedAt"
       FROM promotion.releases WHERE edition_id = $1 ORDER BY publish_at, kind LIMIT 3`,
      [editionId],
    );
  }

  results(editionId: string, query: NomineeQuery, preview?: PublicRelease['kind']): Promise<PublicResults | undefined> {
    return this.database.transaction(async (tx) => {
      await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const [edition] = await tx.query<PublicResults['edition']>(
        `SELECT edition_id AS id, name, year FROM promotion.editions WHERE edition_id = $1`,
        [editionId],
      );
      if (!edition) return undefined;
      const released = await releasedOf(tx, editionId);
      const isPublic = (kind: PublicRelease['kind']) =>
        kind === preview || released.some((release) => release.kind === kind);
      return {
        edition,
        released,
        ...(isPublic('nominees') ? { nominees: await nominees(tx, editionId, query) } : {}),
        ...(isPublic('champions') ? { champions: await champions(tx, editionId, query.category) } : {}),
        ...(isPublic('winners') ? { winners: await winners(tx, editionId, query.category) } : {}),
      };
    });
  }

  async shared(nomineeId: string, language: Language): Promise<SharedNominee | undefined> {
    const [row] = await this.database.query<SharedNominee>(
      `SELECT n.nominee_id AS "nomineeId", jsonb_build_object('id', n.edition_id, 'name', edition.name) AS edition, n.number,
              jsonb_build_object('code', n.category, 'number', category.rule -> 'number',
                'name', coalesce(category.rule #>> ARRAY['names', $2, 'text'], n.category)) AS category,
              coalesce(title.text ->> 'title', '') AS title, coalesce(title.language, '') AS "titleLanguage",
              coalesce(title.text ->> 'state', '') AS "titleState", n.organisation_name AS "organisationName",
              n.country, n.generated
       FROM promotion.nominees n
       JOIN promotion.editions edition ON edition.edition_id = n.edition_id
       LEFT JOIN LATERAL (SELECT rule FROM jsonb_array_elements(edition.rule_book -> 'categories') AS rule
                          WHERE rule ->> 'code' = n.category) AS category ON TRUE
       LEFT JOIN LATERAL (SELECT key AS language, value AS text FROM jsonb_each(n.texts)
                          ORDER BY key = $2 DESC, value ->> 'state' = 'original' DESC LIMIT 1) AS title ON TRUE
       WHERE n.nominee_id = $1
         AND EXISTS (SELECT 1 FROM promotion.releases r
                     WHERE r.edition_id = n.edition_id AND r.kind = 'nominees' AND r.published_at IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM promotion.withdrawals w WHERE w.nominee_id = n.nominee_id)`,
      [nomineeId, language],
    );
    return row;
  }

  async certificate(certificateId: string): Promise<PublicCertificate | undefined> {
    const [row] = await this.database.query<PublicCertificate>(
      `SELECT ${CERTIFICATE} FROM promotion.certificates WHERE certificate_id = $1`,
      [certificateId],
    );
    return row;
  }

  async document(certificateId: string): Promise<{ document: Buffer; documentHash: string } | undefined> {
    const [row] = await this.database.query<{ document: Buffer; documentHash: string }>(
      `SELECT document, document_hash AS "documentHash" FROM promotion.certificates WHERE certificate_id = $1`,
      [certificateId],
    );
    return row;
  }

  async certificateFigures(editionId: string): Promise<readonly CertificateFigures[]> {
    const released = new Set((await releasedOf(this.database, editionId)).map(({ kind }) => kind));
    const shown = HONOURS.filter((honour) => released.has(RELEASE_OF_HONOUR[honour]));
    const rows = await this.database.query<{ honour: Honour; language: Language; issued: number }>(
      `SELECT honour, language, count(*)::int AS issued FROM promotion.certificates WHERE edition_id = $1
       GROUP BY honour, language`,
      [editionId],
    );
    return Promise.all(
      shown.map(async (honour) => {
        const [held] = await this.database.query<{ holders: number }>(
          `SELECT count(*)::int AS holders FROM (${HOLDERS[honour]}) AS h`,
          [editionId],
        );
        const own = rows
          .filter((row) => row.honour === honour)
          .map(({ language, issued }) => [language, issued] as const);
        return { honour, holders: held?.holders ?? 0, issued: Object.fromEntries(own) };
      }),
    );
  }

  documents(
    editionId: string,
    { honour, language, skip, limit }: { honour: Honour; language: Language; skip: number; limit: number },
  ): Promise<readonly { number: number; document: Buffer }[]> {
    return this.database.query(
      `SELECT n.number, c.document FROM promotion.certificates c JOIN promotion.nominees n USING (nominee_id)
       WHERE c.edition_id = $1 AND c.honour = $2 AND c.language = $3 ORDER BY n.number OFFSET $4 LIMIT $5`,
      [editionId, honour, language, skip, limit],
    );
  }

  certificates(
    editionId: string,
    query: { after: string | undefined; limit: number },
  ): Promise<readonly PublicCertificate[]> {
    return this.database.query<PublicCertificate>(
      `SELECT ${CERTIFICATE} FROM promotion.certificates
       WHERE edition_id = $1 AND ($2::uuid IS NULL OR certificate_id > $2) ORDER BY certificate_id LIMIT $3`,
      [editionId, query.after ?? null, query.limit],
    );
  }
}

function releasedOf(tx: Pick<Tx, 'query'>, editionId: string): Promise<PublicRelease[]> {
  return tx.query<PublicRelease>(
    `SELECT kind, published_at AS "publishedAt" FROM promotion.releases
     WHERE edition_id = $1 AND published_at IS NOT NULL ORDER BY published_at, kind`,
    [editionId],
  );
}

async function nominees(
  tx: Tx,
  editionId: string,
  { category, after, limit }: NomineeQuery,
): Promise<{ items: readonly PublicNominee[]; nextAfter: number | null }> {
  const rows = await tx.query<{ nominee: PublicNominee }>(
    `SELECT ${NOMINEE} AS nominee FROM promotion.nominees n
     WHERE n.edition_id = $1 AND ($2::text IS NULL OR n.category = $2) AND n.number > $3
       AND NOT EXISTS (SELECT 1 FROM promotion.withdrawals w WHERE w.nominee_id = n.nominee_id)
     ORDER BY n.number LIMIT $4`,
    [editionId, category ?? null, after, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => row.nominee);
  return { items, nextAfter: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
}

function champions(tx: Tx, editionId: string, category: string | undefined): Promise<ChampionsOfCategory[]> {
  return tx.query<ChampionsOfCategory>(
    `SELECT category, jsonb_agg(entry ORDER BY rank, number) AS entries FROM (
       SELECT c.category, c.rank, n.number,
              ${HONOURED} || jsonb_build_object('rank', c.rank, 'tieRule', c.tie_rule) AS entry
       FROM promotion.champions c JOIN promotion.nominees n USING (nominee_id)
       WHERE c.edition_id = $1 AND ($2::text IS NULL OR c.category = $2) ORDER BY c.category, c.rank LIMIT ${MOST_ENTRIES}
     ) AS placed GROUP BY category ORDER BY category`,
    [editionId, category ?? null],
  );
}

function winners(tx: Tx, editionId: string, category: string | undefined): Promise<ResultOfCategory[]> {
  return tx.query<ResultOfCategory>(
    `SELECT d.category, d.outcome, d.statement,
            (SELECT ${HONOURED} FROM promotion.nominees n WHERE n.nominee_id = d.winner_nominee_id) AS winner,
            COALESCE((SELECT jsonb_agg(${HONOURED} ORDER BY n.number) FROM promotion.nominees n
                      WHERE n.nominee_id = ANY (d.special_recognition)), '[]'::jsonb) AS "specialRecognition"
     FROM promotion.decisions d WHERE d.edition_id = $1 AND ($2::text IS NULL OR d.category = $2)
     ORDER BY d.category LIMIT ${MOST_CATEGORIES}`,
    [editionId, category ?? null],
  );
}
