import type { DescFile, DescMessage } from '@bufbuild/protobuf';
import * as competition from './generated/competition/v1/events_pb.js';
import * as evaluation from './generated/evaluation/v1/events_pb.js';
import * as identity from './generated/identity/v1/events_pb.js';
import * as nominations from './generated/nominations/v1/events_pb.js';
import * as notifications from './generated/notifications/v1/events_pb.js';
import * as promotion from './generated/promotion/v1/events_pb.js';
import * as voting from './generated/voting/v1/events_pb.js';

/** Where events of one order live: events of equal topic and key are never seen out of order. */
export interface TopicEntry {
  /** `<context>.<aggregate>.v<major>` */
  readonly name: string;
  /** The service, and so the schema, whose event log feeds the topic. */
  readonly producer: string;
  /** What the key of its events is, in words. */
  readonly key: string;
  readonly partitions: number;
  readonly schemas: readonly DescMessage[];
}

/** What the platform knows about one type of event. */
export interface CatalogueEntry {
  /** `<context>.<fact>.v<major>`, the CloudEvents type. */
  readonly type: string;
  readonly topic: string;
  readonly producer: string;
  readonly key: string;
  readonly partitions: number;
  readonly schema: DescMessage;
}

/** Every topic. A message that is an event stands in exactly one. */
export const topics: readonly TopicEntry[] = [
  {
    name: 'identity.account.v1',
    producer: 'identity',
    key: 'account id',
    partitions: 6,
    schemas: [
      identity.AccountVerifiedSchema,
      identity.RoleGrantedSchema,
      identity.RoleRevokedSchema,
      identity.AccountErasedSchema,
    ],
  },
  {
    name: 'identity.session.v1',
    producer: 'identity',
    key: 'session id',
    partitions: 6,
    schemas: [identity.SessionRevokedSchema],
  },
  {
    name: 'identity.organisation.v1',
    producer: 'identity',
    key: 'id of the organisation that is no more',
    partitions: 3,
    schemas: [identity.OrganisationMergedSchema],
  },
  {
    name: 'competition.edition.v1',
    producer: 'competition',
    key: 'edition id',
    partitions: 3,
    schemas: [competition.EditionCreatedSchema],
  },
  {
    name: 'competition.rules.v1',
    producer: 'competition',
    key: 'edition id',
    partitions: 3,
    schemas: [competition.RulesAdoptedSchema],
  },
  {
    name: 'competition.calendar.v1',
    producer: 'competition',
    key: 'edition id',
    partitions: 3,
    schemas: [competition.CalendarChangedSchema, competition.PhaseOpenedSchema, competition.PhaseClosedSchema],
  },
  {
    name: 'nominations.submission.v1',
    producer: 'nominations',
    key: 'submission id',
    partitions: 6,
    schemas: [nominations.SubmissionReceivedSchema, nominations.SubmissionScreenedSchema],
  },
  {
    // One key for the whole list: whoever sees it frozen has seen every nominee of it.
    name: 'nominations.nominee-list.v1',
    producer: 'nominations',
    key: 'edition id',
    partitions: 3,
    schemas: [nominations.NomineeListedSchema, nominations.NomineeListFrozenSchema, nominations.NomineeWithdrawnSchema],
  },
  {
    name: 'voting.window.v1',
    producer: 'voting',
    key: 'edition id',
    partitions: 3,
    schemas: [voting.WindowChangedSchema],
  },
  {
    // The close comes after the last ballot it counts, so both share a key.
    name: 'voting.ballots.v1',
    producer: 'voting',
    key: 'edition id',
    partitions: 3,
    schemas: [voting.BallotsSavedSchema, voting.BallotsRemovedSchema, voting.VoteClosedSchema],
  },
  {
    name: 'voting.tally.v1',
    producer: 'voting',
    key: 'edition id',
    partitions: 3,
    schemas: [voting.TallyCertifiedSchema],
  },
  {
    name: 'evaluation.sheet.v1',
    producer: 'evaluation',
    key: 'edition id/category',
    partitions: 6,
    schemas: [evaluation.SheetSealedSchema],
  },
  {
    name: 'evaluation.decision.v1',
    producer: 'evaluation',
    key: 'edition id/category',
    partitions: 3,
    schemas: [evaluation.DecisionCertifiedSchema],
  },
  {
    name: 'promotion.release.v1',
    producer: 'promotion',
    key: 'edition id',
    partitions: 3,
    schemas: [promotion.ReleasedSchema],
  },
  {
    name: 'promotion.certificate.v1',
    producer: 'promotion',
    key: 'certificate id',
    partitions: 6,
    schemas: [promotion.CertificateIssuedSchema],
  },
  {
    name: 'notifications.mail.v1',
    producer: 'notifications',
    key: 'account id',
    partitions: 6,
    schemas: [notifications.MailBouncedSchema],
  },
];

/** Every file of contracts; each of its messages is an event or a part of one. */
export const contractFiles: readonly DescFile[] = [
  competition.file_competition_v1_events,
  evaluation.file_evaluation_v1_events,
  identity.file_identity_v1_events,
  nominations.file_nominations_v1_events,
  notifications.file_notifications_v1_events,
  promotion.file_promotion_v1_events,
  voting.file_voting_v1_events,
];

/** The list of all events, by type and by protobuf message. */
export class Catalogue {
  readonly entries: readonly CatalogueEntry[];
  private readonly byType = new Map<string, CatalogueEntry>();
  private readonly byMessage = new Map<string, CatalogueEntry>();

  constructor(
    readonly topics: readonly TopicEntry[],
    readonly files: readonly DescFile[],
  ) {
    this.entries = topics.flatMap((topic) =>
      topic.schemas.map((schema) => ({
        type: eventTypeOf(schema),
        topic: topic.name,
        producer: topic.producer,
        key: topic.key,
        partitions: topic.partitions,
        schema,
      })),
    );
    for (const entry of this.entries) {
      this.byType.set(entry.type, entry);
      this.byMessage.set(entry.schema.typeName, entry);
    }
  }

  /** The entry of a type such as `competition.rules-adopted.v1`. */
  find(type: string): CatalogueEntry | undefined {
    return this.byType.get(type);
  }

  /** The entry of a protobuf message; throws when the message has no topic. */
  of(schema: DescMessage): CatalogueEntry {
    const entry = this.byMessage.get(schema.typeName);
    if (!entry) throw new Error(`The message ${schema.typeName} has no topic in the catalogue of events`);
    return entry;
  }

  /** All that is wrong with the catalogue, one sentence each; a service with any of them does not start. */
  problems(): readonly string[] {
    return [...this.topicProblems(), ...this.messageProblems()];
  }

  /** Throws when the catalogue is incomplete or contradicts itself. */
  check(): void {
    const problems = this.problems();
    if (problems.length > 0) throw new Error(`The catalogue of events is incomplete: ${problems.join('; ')}`);
  }

  private topicProblems(): string[] {
    const found: string[] = [];
    const names = new Set<string>();
    for (const topic of this.topics) {
      if (names.has(topic.name)) found.push(`topic ${topic.name} is listed twice`);
      names.add(topic.name);
      if (!/^[a-z]+(\.[a-z][a-z-]*)\.v[1-9]\d*$/.test(topic.name)) {
        found.push(`topic ${topic.name} is not named <context>.<aggregate>.v<major>`);
      }
      if (topic.name.split('.')[0] !== topic.producer) {
        found.push(`topic ${topic.name} does not start with its producer ${topic.producer}`);
      }
      if (!Number.isInteger(topic.partitions) || topic.partitions < 1) {
        found.push(`topic ${topic.name} needs at least one partition`);
      }
      if (topic.key.trim() === '') found.push(`topic ${topic.name} does not say what its key is`);
      if (topic.schemas.length === 0) found.push(`topic ${topic.name} carries no event`);
    }
    return found;
  }

  private messageProblems(): string[] {
    const found: string[] = [];
    const listed = new Map<string, number>();
    for (const topic of this.topics) {
      for (const schema of topic.schemas) {
        listed.set(schema.typeName, (listed.get(schema.typeName) ?? 0) + 1);
        if (contextOf(schema) !== topic.producer) {
          found.push(`${schema.typeName} is not of ${topic.producer}, which produces ${topic.name}`);
        }
      }
    }
    for (const [name, times] of listed) if (times > 1) found.push(`${name} has ${times} topics`);
    for (const file of this.files) {
      const parts = new Set(file.messages.flatMap((message) => message.fields.map((field) => field.message?.typeName)));
      for (const message of file.messages) {
        if (!listed.has(message.typeName) && !parts.has(message.typeName))
          found.push(`${message.typeName} has no topic`);
      }
    }
    return found;
  }
}

/** The type of an event from its message: `competition.v1.RulesAdopted` is `competition.rules-adopted.v1`. */
export function eventTypeOf(schema: DescMessage): string {
  const version = schema.typeName.split('.')[1] ?? '';
  const fact = schema.name.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : '-') + letter.toLowerCase());
  return `${contextOf(schema)}.${fact}.${version}`;
}

function contextOf(schema: DescMessage): string {
  return schema.typeName.split('.')[0] ?? '';
}

/** The events of the platform. */
export const catalogue = new Catalogue(topics, contractFiles);
