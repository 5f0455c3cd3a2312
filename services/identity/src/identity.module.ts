import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type OnApplicationShutdown,
  type Type,
} from '@nestjs/common';
import { Approvals } from '@wsis/approval';
import { AccountSessions, ServiceClients, VoterSessions } from '@wsis/http';
import type { Clock, IdSource } from '@wsis/kernel';
import { EventLog } from '@wsis/messaging';
import { Metrics, Readiness, type Logger } from '@wsis/observability';
import { Database } from '@wsis/persistence';
import { RateLimits } from '@wsis/rate-limit';
import { CLOCK, ID_SOURCE, LOGGER, Wakeups, type CoreSettings } from '@wsis/service';
import { AltchaProofs } from './adapters/crypto/proof-of-work.js';
import { SecretKeyring } from './adapters/crypto/keyring.js';
import { AuthenticatorTimeCodes } from './adapters/crypto/time-codes.js';
import { SessionTokenIssuer } from './adapters/crypto/token-issuer.js';
import { InternalController } from './adapters/http/internal.controller.js';
import { MyDataController } from './adapters/http/my-data.controller.js';
import { MeController } from './adapters/http/me.controller.js';
import { OrganisationsController } from './adapters/http/organisations.controller.js';
import { PUBLIC_KEYS, publicKeys } from './adapters/http/public-keys.js';
import { RegistryController } from './adapters/http/registry.controller.js';
import { SecondFactorController } from './adapters/http/second-factor.controller.js';
import { SignInController } from './adapters/http/sign-in.controller.js';
import { StaffController } from './adapters/http/staff.controller.js';
import { StandingSession } from './adapters/http/standing-session.interceptor.js';
import { MailsController } from './adapters/http/mails.controller.js';
import { SupportController } from './adapters/http/support.controller.js';
import { VotersController } from './adapters/http/voters.controller.js';
import { DueWorkJob, WakeupMailBell } from './adapters/jobs/due-work.job.js';
import { RateLimitedBudgets } from './adapters/limits/sign-in-budgets.js';
import { SmtpPostman } from './adapters/mail/smtp-postman.js';
import { ContestHandler } from './adapters/messaging/contest.handler.js';
import { TRANSACTIONS } from './adapters/messaging/foreign-transactions.js';
import {
  registerGrantApproval,
  registerMergingApproval,
  registerResetApproval,
} from './adapters/messaging/grant-approval.js';
import { NominationsSubmissions } from './adapters/nominations/submissions.js';
import { AccountReadModel } from './adapters/postgres/accounts.read-model.js';
import { MailReadModel } from './adapters/postgres/mails.read-model.js';
import { PostgresSessionStore } from './adapters/postgres/sessions.store.js';
import { PostgresUnitOfWork } from './adapters/postgres/unit-of-work.js';
import { VotingBallots } from './adapters/voting/ballots.js';
import { AskForCode } from './application/ask-for-code.js';
import { ChangeMembership } from './application/change-membership.js';
import { ChangeProfile } from './application/change-profile.js';
import { DescribeVoterRegistration } from './application/describe-voter-registration.js';
import { DestroyDueVoterLinks } from './application/destroy-due-voter-links.js';
import { EndSessions } from './application/end-sessions.js';
import { EnrolSecondFactor } from './application/enrol-second-factor.js';
import { EraseAccount } from './application/erase-account.js';
import { FindUnfinishedVoters } from './application/find-unfinished-voters.js';
import { FollowCodeRequest } from './application/follow-code-request.js';
import { ForgetExpired } from './application/forget-expired.js';
import { FoundOrganisation } from './application/found-organisation.js';
import { GiveApprovedRole } from './application/give-approved-role.js';
import { IntrospectSession } from './application/introspect-session.js';
import { InviteMember } from './application/invite-member.js';
import { InvitePeople } from './application/invite-people.js';
import { ListSessions } from './application/list-sessions.js';
import { LookUpVoter } from './application/look-up-voter.js';
import { MergeOrganisations } from './application/merge-organisations.js';
import { OpenVoterSession } from './application/open-voter-session.js';
import { PlanDestructionWhenCalendarChanged } from './application/plan-destruction-when-calendar-changed.js';
import type { Parts } from './application/ports.js';
import { ReadAccount } from './application/read-account.js';
import { ReadAddresses } from './application/read-addresses.js';
import { ReadOrganisation } from './application/read-organisation.js';
import { RecordNomineeWhenListed } from './application/record-nominee-when-listed.js';
import { RecordNameWhenCreated } from './application/record-name-when-created.js';
import { RecordRulesWhenAdopted } from './application/record-rules-when-adopted.js';
import { RedeemCode } from './application/redeem-code.js';
import { RemoveMember } from './application/remove-member.js';
import { RenewSession } from './application/renew-session.js';
import { ResendCode } from './application/resend-code.js';
import { ResendInvitation } from './application/resend-invitation.js';
import { ResetSecondFactor } from './application/reset-second-factor.js';
import { RevokeRole } from './application/revoke-role.js';
import { MailScreens } from './application/mail-figures.js';
import { AccountScreens } from './application/screens.js';
import { SendDueMails } from './application/send-due-mails.js';
import { SignOut } from './application/sign-out.js';
import { UnblockMailbox } from './application/unblock-mailbox.js';
import { VerifySecondFactor } from './application/verify-second-factor.js';
import type { IdentityConfig } from './config.js';

const PARTS = Symbol('identity:parts');

/** Every use case takes what it needs of the same parts. */
const USE_CASES: readonly (new (parts: Parts) => object)[] = [
  AskForCode,
  FollowCodeRequest,
  RedeemCode,
  RenewSession,
  SignOut,
  ListSessions,
  EndSessions,
  IntrospectSession,
  EnrolSecondFactor,
  VerifySecondFactor,
  ResetSecondFactor,
  OpenVoterSession,
  DescribeVoterRegistration,
  InvitePeople,
  GiveApprovedRole,
  RevokeRole,
  ResendCode,
  UnblockMailbox,
  ResendInvitation,
  ReadAccount,
  ChangeProfile,
  EraseAccount,
  ReadAddresses,
  FindUnfinishedVoters,
  FoundOrganisation,
  InviteMember,
  ChangeMembership,
  RemoveMember,
  MergeOrganisations,
  ReadOrganisation,
  RecordRulesWhenAdopted,
  RecordNomineeWhenListed,
  SendDueMails,
  DestroyDueVoterLinks,
  ForgetExpired,
];

@Module({})
export class IdentityModule implements OnApplicationShutdown {
  constructor(private readonly postman: SmtpPostman) {}

  onApplicationShutdown(): void {
    this.postman.close();
  }

  static with(config: IdentityConfig, { settings, secrets }: CoreSettings): DynamicModule {
    const accountSessions = new AccountSessions({
      publicKeyPem: secrets.identityPublicKey,
      signingKeyPem: required(secrets.identitySigningKey, 'identitySigningKey'),
    });
    const voterSessions = new VoterSessions(required(secrets.voterSessionKey, 'voterSessionKey'));
    const smtp = { smtpUrl: settings.smtpUrl, from: settings.mailFrom, publicUrl: settings.publicUrl };
    return {
      module: IdentityModule,
      controllers: [
        SignInController,
        SecondFactorController,
        MeController,
        MyDataController,
        VotersController,
        StaffController,
        MailsController,
        SupportController,
        RegistryController,
        OrganisationsController,
        InternalController,
        ContestHandler,
      ],
      providers: [
        ...USE_CASES.map((useCase) => fromParts(useCase)),
        StandingSession,
        RecordNameWhenCreated,
        { provide: PUBLIC_KEYS, useValue: publicKeys(secrets.identityPublicKey) },
        { provide: SmtpPostman, useFactory: () => new SmtpPostman(smtp) },
        {
          provide: PostgresUnitOfWork,
          inject: [Database, EventLog, Approvals],
          useFactory: (database: Database, eventLog: EventLog, approvals: Approvals) =>
            new PostgresUnitOfWork(database, eventLog, approvals),
        },
        { provide: TRANSACTIONS, useExisting: PostgresUnitOfWork },
        {
          provide: MailScreens,
          inject: [Database],
          useFactory: (database: Database) => new MailReadModel(database),
        },
        {
          provide: AccountScreens,
          inject: [Database],
          useFactory: (database: Database) => new AccountReadModel(database),
        },
        {
          provide: LookUpVoter,
          inject: [PARTS, AccountScreens],
          useFactory: (parts: Parts, screens: AccountScreens) => new LookUpVoter(parts, screens),
        },
        {
          provide: PlanDestructionWhenCalendarChanged,
          useFactory: () => new PlanDestructionWhenCalendarChanged(config.voterLinksKeptDays),
        },
        {
          provide: PARTS,
          inject: [Database, PostgresUnitOfWork, RateLimits, Wakeups, SmtpPostman, ServiceClients, CLOCK, ID_SOURCE],
          useFactory: (
            database: Database,
            work: PostgresUnitOfWork,
            limits: RateLimits,
            wakeups: Wakeups,
            postman: SmtpPostman,
            clients: ServiceClients,
            clock: Clock,
            ids: IdSource,
          ): Parts => ({
            work,
            sessions: new PostgresSessionStore(database),
            clock,
            ids,
            postman,
            keys: new SecretKeyring(secrets),
            ballots: new VotingBallots(clients),
            submissions: new NominationsSubmissions(clients),
            timeCodes: new AuthenticatorTimeCodes(),
            tokens: new SessionTokenIssuer(accountSessions, voterSessions),
            budgets: new RateLimitedBudgets(limits, config.budgets),
            proofs: new AltchaProofs(Buffer.from(secrets.codeKey ?? '', 'hex'), clock),
            bell: new WakeupMailBell(wakeups),
          }),
        },
        {
          provide: DueWorkJob,
          inject: [Wakeups, SendDueMails, DestroyDueVoterLinks, ForgetExpired, Metrics, LOGGER],
          useFactory: (
            wakeups: Wakeups,
            sendDueMails: SendDueMails,
            destroyDueVoterLinks: DestroyDueVoterLinks,
            forgetExpired: ForgetExpired,
            metrics: Metrics,
            logger: Logger,
          ) => new DueWorkJob({ wakeups, sendDueMails, destroyDueVoterLinks, forgetExpired, metrics, logger }),
        },
        {
          provide: 'identity:registrations',
          inject: [
            Approvals,
            PostgresUnitOfWork,
            GiveApprovedRole,
            ResetSecondFactor,
            MergeOrganisations,
            Readiness,
            SmtpPostman,
          ],
          useFactory: (
            approvals: Approvals,
            work: PostgresUnitOfWork,
            giveApprovedRole: GiveApprovedRole,
            resetSecondFactor: ResetSecondFactor,
            mergeOrganisations: MergeOrganisations,
            readiness: Readiness,
            postman: SmtpPostman,
          ) => {
            registerGrantApproval(approvals, work, giveApprovedRole);
            registerResetApproval(approvals, work, resetSecondFactor);
            registerMergingApproval(approvals, work, mergeOrganisations);
            readiness.register('mail', () => ({ ok: true, adapter: postman.adapter }));
            return true;
          },
        },
      ],
    };
  }
}

function fromParts(useCase: new (parts: Parts) => object): FactoryProvider {
  return { provide: useCase as Type, inject: [PARTS], useFactory: (parts: Parts) => new useCase(parts) };
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`SECRETS_FILE: ${name} is missing, and identity needs it`);
  return value;
}
