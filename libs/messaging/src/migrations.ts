import type { Migration } from '@wsis/persistence';

/** The tables of the event log, the inbox, the dead letters and the cursors, for one service's schema. */
export function messagingMigrations(schema: string): readonly Migration[] {
  return [
    {
      name: 'messaging-0001-event-log',
      up: [
        `CREATE TABLE ${schema}.event_log_head (
           only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
           position BIGINT NOT NULL CHECK (position >= 0))`,
        `INSERT INTO ${schema}.event_log_head (position) VALUES (0)`,
        `CREATE TABLE ${schema}.event_log (
           position BIGINT PRIMARY KEY,
           event_id UUID NOT NULL,
           type TEXT NOT NULL,
           key TEXT NOT NULL,
           version BIGINT NOT NULL,
           occurred_at TIMESTAMPTZ NOT NULL,
           headers JSONB,
           payload BYTEA NOT NULL)`,
      ],
    },
    {
      name: 'messaging-0002-inbox',
      up: [
        `CREATE TABLE ${schema}.inbox (
           consumer TEXT NOT NULL,
           event_id UUID NOT NULL,
           PRIMARY KEY (consumer, event_id))`,
        `CREATE TABLE ${schema}.consumer_cursors (
           consumer TEXT NOT NULL,
           source TEXT NOT NULL,
           position BIGINT NOT NULL,
           moved_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
           PRIMARY KEY (consumer, source))`,
        `CREATE TABLE ${schema}.parked_keys (
           consumer TEXT NOT NULL,
           topic TEXT NOT NULL,
           key TEXT NOT NULL,
           reason TEXT NOT NULL,
           parked_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
           replay_asked_at TIMESTAMPTZ,
           PRIMARY KEY (consumer, topic, key))`,
        `CREATE TABLE ${schema}.dead_letters (
           consumer TEXT NOT NULL,
           event_id UUID NOT NULL,
           topic TEXT NOT NULL,
           key TEXT NOT NULL,
           position BIGINT NOT NULL,
           type TEXT NOT NULL,
           version BIGINT NOT NULL,
           source TEXT NOT NULL,
           occurred_at TIMESTAMPTZ NOT NULL,
           payload BYTEA NOT NULL,
           reason TEXT NOT NULL,
           parked_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
           PRIMARY KEY (consumer, event_id))`,
        `CREATE INDEX dead_letters_by_key ON ${schema}.dead_letters (consumer, topic, key, position)`,
      ],
    },
    {
      name: 'messaging-0003-relay',
      up: [
        `CREATE TABLE ${schema}.relay_cursors (
           cluster_id TEXT NOT NULL,
           topic_id TEXT NOT NULL,
           topic TEXT NOT NULL,
           position BIGINT NOT NULL,
           moved_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
           PRIMARY KEY (cluster_id, topic_id))`,
        `CREATE TABLE ${schema}.relay_lease (
           only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
           holder TEXT NOT NULL,
           expires_at TIMESTAMPTZ NOT NULL)`,
        `INSERT INTO ${schema}.relay_lease (holder, expires_at) VALUES ('', '-infinity')`,
      ],
    },
  ];
}
