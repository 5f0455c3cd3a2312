import type { Database } from '@wsis/persistence';

export function storeSubmissions(database: Database, edition: string, count: number): Promise<void>;
export function storeExperts(database: Database, edition: string, count: number): Promise<void>;
export function storeOrganisations(database: Database, count: number): Promise<void>;
export function storeDeeds(database: Database, edition: string, count: number): Promise<void>;
export function connect(url: string): Promise<Database>;
