import { isLanguage } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { Account, AccountChange, AccountStore } from '../../application/ports.js';

interface AccountRow {
  account_id: string;
  address: string;
  address_hash: string;
  language: string;
  display_name: string;
  country: string;
  stakeholder_type: string;
  verified_at: Date | null;
  created_at: Date;
  version: string;
}

export class PostgresAccountStore implements AccountStore {
  constructor(private readonly tx: Tx) {}

  async find(accountId: string): Promise<Account | undefined> {
    const rows = await this.tx.query<AccountRow>('SELECT * FROM identity.accounts WHERE account_id = $1', [accountId]);
    return rows[0] && toAccount(rows[0]);
  }

  async lock(accountId: string): Promise<Account | undefined> {
    const rows = await this.tx.query<AccountRow>('SELECT * FROM identity.accounts WHERE account_id = $1 FOR UPDATE', [
      accountId,
    ]);
    return rows[0] && toAccount(rows[0]);
  }

  async findByAddress(addressHash: string): Promise<Account | undefined> {
    const rows = await this.tx.query<AccountRow>('SELECT * FROM identity.accounts WHERE address_hash = $1', [
      addressHash,
    ]);
    return rows[0] && toAccount(rows[0]);
  }

  async addressesByHash(addressHashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.tx.query<Pick<AccountRow, 'address' | 'address_hash'>>(
      'SELECT address_hash, address FROM identity.accounts WHERE address_hash = ANY ($1::text[])',
      [addressHashes],
    );
    return new Map(rows.map((row) => [row.address_hash, row.address]));
  }

  async findOrCreate(account: Omit<Account, 'verifiedAt' | 'version'>): Promise<Account> {
    // The update changes nothing; it makes the row come back, locked, whoever inserted it.
    const rows = await this.tx.query<AccountRow>(
      `INSERT INTO identity.accounts
         (account_id, address, address_hash, language, display_name, country, stakeholder_type, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (address_hash) DO UPDATE SET address_hash = EXCLUDED.address_hash
       RETURNING *`,
      [
        account.accountId,
        account.address,
        account.addressHash,
        account.language,
        account.displayName,
        account.country,
        account.stakeholderType,
        account.createdAt,
      ],
    );
    return toAccount(rows[0] as AccountRow);
  }

  async verify(accountId: string, at: Date): Promise<boolean> {
    const changed = await this.tx.execute(
      'UPDATE identity.accounts SET verified_at = $2, last_seen_at = $2 WHERE account_id = $1 AND verified_at IS NULL',
      [accountId, at],
    );
    return changed === 1;
  }

  async change(accountId: string, change: AccountChange): Promise<void> {
    await this.tx.execute(
      `UPDATE identity.accounts
       SET display_name = coalesce($2, display_name), country = coalesce($3, country),
           stakeholder_type = coalesce($4, stakeholder_type), language = coalesce($5, language)
       WHERE account_id = $1`,
      [
        accountId,
        change.displayName ?? null,
        change.country ?? null,
        change.stakeholderType ?? null,
        change.language ?? null,
      ],
    );
  }

  async nextVersion(accountId: string): Promise<number> {
    const rows = await this.tx.query<{ version: string }>(
      'UPDATE identity.accounts SET version = version + 1 WHERE account_id = $1 RETURNING version',
      [accountId],
    );
    return Number(rows[0]?.version ?? 0);
  }

  async erase(account: Account): Promise<void> {
    await this.tx.execute('UPDATE identity.nominees SET submitter_hash = $2 WHERE submitter_account_id = $1', [
      account.accountId,
      account.addressHash,
    ]);
    await this.tx.execute('DELETE FROM identity.codes WHERE address_hash = $1', [account.addressHash]);
    await this.tx.execute('DELETE FROM identity.mails WHERE address_hash = $1', [account.addressHash]);
    // Sessions, roles, memberships, second factor and profiles go with the row.
    await this.tx.execute('DELETE FROM identity.accounts WHERE account_id = $1', [account.accountId]);
  }

  async addresses(
    accountIds: readonly string[],
  ): Promise<readonly Pick<Account, 'accountId' | 'address' | 'language'>[]> {
    const rows = await this.tx.query<AccountRow>(
      'SELECT account_id, address, language FROM identity.accounts WHERE account_id = ANY ($1::uuid[])',
      [accountIds],
    );
    return rows.map((row) => ({ accountId: row.account_id, address: row.address, language: languageOf(row.language) }));
  }
}

function toAccount(row: AccountRow): Account {
  return {
    accountId: row.account_id,
    address: row.address,
    addressHash: row.address_hash,
    language: languageOf(row.language),
    displayName: row.display_name,
    country: row.country,
    stakeholderType: row.stakeholder_type,
    verifiedAt: row.verified_at ?? undefined,
    createdAt: row.created_at,
    version: Number(row.version),
  };
}

function languageOf(text: string): Account['language'] {
  return isLanguage(text) ? text : 'en';
}
