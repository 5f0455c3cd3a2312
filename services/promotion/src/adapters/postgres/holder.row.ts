import type { Holder } from '../../domain/certificate.js';

export interface HolderRow {
  readonly nominee_id: string;
  readonly category: string;
  readonly organisation_name: string;
  readonly country: string;
  readonly generated: boolean;
  readonly texts: Readonly<Record<string, { readonly title: string; readonly state: string }>>;
}

export function toHolder(row: HolderRow): Holder {
  return {
    nomineeId: row.nominee_id,
    category: row.category,
    organisationName: row.organisation_name,
    country: row.country,
    generated: row.generated,
    titles: Object.entries(row.texts).map(([language, { title, state }]) => ({ language, title, state })),
  };
}
