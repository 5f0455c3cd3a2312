import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class SessionView {
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ format: 'date-time' })
  signedInAt!: string;

  @ApiProperty({ format: 'date-time', description: 'To within five minutes.' })
  lastSeenAt!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  secondFactorAt?: string;

  @ApiProperty({ description: 'The session that asked.' })
  current!: boolean;
}

/** Where I am signed in, the latest use first. */
export class SessionsAnswer {
  @ApiProperty({ type: [SessionView] })
  items!: SessionView[];
}

class RegistrationView {
  @ApiProperty()
  edition!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  profile!: Record<string, string>;

  @ApiProperty({ format: 'date-time' })
  consentedAt!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When I agreed to reminders; absent when I did not.' })
  remindersAgreedAt?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'When the link between my mailbox and my voter id is destroyed.',
  })
  linkDestroyedOn?: string;
}

/** The editions in which I registered to vote, and what I said there. */
export class RegistrationsAnswer {
  @ApiProperty({ type: [RegistrationView] })
  items!: RegistrationView[];
}

class SentMailView {
  @ApiProperty({ enum: ['code', 'role-invitation', 'organisation-invitation'] })
  kind!: string;

  @ApiProperty({ enum: ['waiting', 'handed-over', 'bounced', 'given-up'] })
  state!: string;

  @ApiProperty({ format: 'date-time' })
  askedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  settledAt?: string;
}

/** The mails that identity sent me in the last 30 days, the newest first; what stood in them is not kept. */
export class SentMailsAnswer {
  @ApiProperty({ type: [SentMailView] })
  items!: SentMailView[];
}
