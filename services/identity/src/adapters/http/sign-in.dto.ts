import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength, MinLength, ValidateIf } from 'class-validator';
import { LANGUAGES, type Language } from '@wsis/kernel';
import type { AccountView, SignedIn } from '../../application/account-view.js';
import { ROLES, type Grant, type Role } from '../../domain/role.js';

/** Who wants a code. */
export class AskForCodeDto {
  @ApiProperty({ example: 'name@example.org', maxLength: 320 })
  @IsString()
  @MaxLength(320)
  email!: string;

  @ApiPropertyOptional({ enum: LANGUAGES, description: 'Language of the mail; the request’s own unless given.' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;

  @ApiPropertyOptional({
    maxLength: 4_096,
    description:
      'Only after an answer 428: the solution of its challenge (what the ALTCHA widget gives), or its wait ticket.',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_096)
  proof?: string;
}

/** A code that came by mail. */
export class RedeemCodeDto {
  @ApiPropertyOptional({ example: 'name@example.org', maxLength: 320, description: 'Needed unless a handle is given.' })
  @ValidateIf((body: RedeemCodeDto) => body.handle === undefined)
  @IsString()
  @MaxLength(320)
  email?: string;

  @ApiPropertyOptional({ maxLength: 800, description: 'The handle of the code request, in place of the address.' })
  @IsOptional()
  @IsString()
  @MaxLength(800)
  handle?: string;

  @ApiProperty({ example: 'ABCD-EFGH', description: 'Case, spaces and hyphens do not matter.', maxLength: 64 })
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  code!: string;

  @ApiPropertyOptional({ enum: LANGUAGES, description: 'Language of a new account.' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;
}

/** A code request, by its handle. */
export class CodeHandleDto {
  @ApiProperty({ maxLength: 800 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(800)
  handle!: string;
}

/** Six digits of an authenticator app. */
export class SecondFactorCodeDto {
  @ApiProperty({ example: '123456' })
  @IsString()
  @MinLength(6)
  @MaxLength(16)
  code!: string;
}

/** A role of an account. */
export class HeldRoleView {
  @ApiProperty({ enum: ROLES })
  role!: Role;

  @ApiProperty({ description: 'Edition id, or * for all.' })
  edition!: string;

  @ApiPropertyOptional({ description: 'Category code, where the role is bound to one.' })
  category?: string;
}

/** An account, as its owner sees it. */
export class AccountAnswer {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty({ enum: LANGUAGES })
  language!: Language;

  @ApiProperty()
  displayName!: string;

  @ApiProperty({ description: 'ISO 3166-1 alpha-2, or empty.' })
  country!: string;

  @ApiProperty()
  stakeholderType!: string;

  @ApiProperty({ enum: ['none', 'enrolled'] })
  secondFactor!: 'none' | 'enrolled';

  @ApiProperty({ type: [HeldRoleView] })
  roles!: HeldRoleView[];
}

/** A signed session with its account. */
export class SignedInAnswer {
  @ApiProperty({ description: 'Bearer token.' })
  token!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  @ApiProperty({ type: AccountAnswer })
  account!: AccountAnswer;
}

/** Says that the wish was noted, and nothing else. */
export class AcceptedAnswer {
  @ApiProperty({ enum: [true] })
  accepted!: true;
}

/** The wish was noted: the same answer for every mailbox. */
export class AskedForCodeAnswer extends AcceptedAnswer {
  @ApiProperty({
    description: 'Tells its holder how far the mail is, and stands for the address when the code is typed.',
  })
  handle!: string;

  @ApiProperty({ format: 'date-time', description: 'Asking again makes sense from then on.' })
  resendAt!: string;
}

/** How far the mail with a code is. Nothing in it depends on whether the mailbox has an account. */
export class CodeRequestAnswer {
  @ApiProperty({ enum: ['waiting', 'handed-over', 'bounced', 'given-up'] })
  state!: string;

  @ApiProperty({ format: 'date-time' })
  askedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  settledAt?: string;

  @ApiPropertyOptional({ enum: ['mailbox-unknown', 'mailbox-full', 'domain-unknown', 'refused'] })
  reason?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'The code in the mail works until then.' })
  codeEndsAt?: string;

  @ApiProperty({ format: 'date-time' })
  resendAt!: string;
}

/** What an authenticator app needs. Shown once. */
export class EnrolmentAnswer {
  @ApiProperty({ description: 'Base32, to be typed.' })
  secret!: string;

  @ApiProperty({ description: 'otpauth URI, to be shown as a QR code.' })
  uri!: string;
}

/** The grant in words of the interface. */
export function heldRole(grant: Grant): HeldRoleView {
  return { role: grant.role, edition: grant.editionId, ...(grant.category === '' ? {} : { category: grant.category }) };
}

/** The account in words of the interface. */
export function accountAnswer(account: AccountView): AccountAnswer {
  return { ...account, roles: account.roles.map(heldRole) };
}

/** The session in words of the interface. */
export function signedInAnswer({ token, expiresAt, account }: SignedIn): SignedInAnswer {
  return { token, expiresAt: expiresAt.toISOString(), account: accountAnswer(account) };
}
