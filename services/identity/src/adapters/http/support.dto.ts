import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { MaxCharacters, IsFilled } from '@wsis/http';
import { LANGUAGES, type Language } from '@wsis/kernel';

/** Whom to look at, and why: the reason stands in the audit trail. */
export class SupportLookDto {
  @ApiProperty({ maxLength: 320 })
  @IsString()
  @MaxLength(320)
  email!: string;

  @ApiProperty({ maxLength: 300, description: 'Why; without addresses or names.' })
  @IsString()
  @MaxCharacters(300)
  @IsFilled()
  reason!: string;
}

/** Whom to send a new code. */
export class SupportResendDto extends SupportLookDto {
  @ApiPropertyOptional({ enum: LANGUAGES, description: 'Language of the mail; en unless given.' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;
}

class SupportMailView {
  @ApiProperty()
  kind!: string;

  @ApiProperty({ enum: ['waiting', 'withheld', 'handed-over', 'bounced', 'given-up'] })
  state!: string;

  @ApiPropertyOptional({ enum: ['mailbox-unknown', 'mailbox-full', 'domain-unknown', 'refused'] })
  reason?: string;

  @ApiProperty({ format: 'date-time' })
  askedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  settledAt?: string;
}

/** States and times of a mailbox in an edition; no choice, no voter id. */
export class SupportAnswer {
  @ApiPropertyOptional({ format: 'uuid', description: 'Absent where the mailbox never signed in nor was invited.' })
  accountId?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  lastSeenAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  registeredAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  remindersAgreedAt?: string;

  @ApiProperty({ enum: ['not-registered', 'complete', 'incomplete', 'unknown'] })
  ballot!: string;

  @ApiProperty({ type: [SupportMailView], description: 'The latest 20, the newest first.' })
  mails!: SupportMailView[];
}
