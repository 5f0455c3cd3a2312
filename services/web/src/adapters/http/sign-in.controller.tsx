import { Get, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access, STAFF_ROLES } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { SignIn, proofAskedBy, type CodeRequestState, type OpenedSession } from '../../application/sign-in/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import { Form } from '../../pages/forms/form.js';
import { untilInWords } from '../../pages/parts/session-end.js';
import { AddressPage, type AddressField } from '../../pages/sign-in/address-page.js';
import { CodePage, secondsToResend, type CodeField } from '../../pages/sign-in/code-page.js';
import { CookieRefused } from '../../pages/sign-in/cookie-refused.js';
import { EnrolmentIntro, EnrolmentPage, type EnrolmentField } from '../../pages/sign-in/enrolment-page.js';
import { ProofPage } from '../../pages/sign-in/proof-page.js';
import { BackPage } from '../../pages/sign-in/back-page.js';
import { SecondFactorPage, type SecondFactorField } from '../../pages/sign-in/second-factor-page.js';
import { askForName } from './name.controller.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** As long as a code may be on its way. */
const ADDRESS_KEPT_SECONDS = 3_600;

@Pages()
export class SignInController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('sign-in')
  @Access.public()
  askForAddress(@Res() { visit }: FastifyReply) {
    return visit.show(<AddressPage form={addressForm(visit)} />);
  }

  @Post('sign-in')
  @Access.public()
  async sendCode(@Res() { visit }: FastifyReply) {
    const form = addressForm(visit);
    const email = form.text('email');
    const tooSoon = await this.askedJustNow(visit, email);
    if (tooSoon !== undefined) return visit.show(<AddressPage form={form.refusedBy(tooSoon)} />, tooSoon);
    const asked = await this.signIn.askForCode(visit, email, visit.posted.text('proof') || undefined);
    if (!asked.ok) {
      const demand = proofAskedBy(asked.error);
      if (demand === undefined) return visit.show(<AddressPage form={form.refusedBy(asked.error)} />, asked.error);
      return visit.show(<ProofPage refused={asked.error} demand={demand} form={form} />, asked.error);
    }
    // Not in the address of the page: addresses of people do not belong into logs.
    visit.remember('address', email, ADDRESS_KEPT_SECONDS);
    if (asked.value.handle !== undefined) visit.remember('codeRequest', asked.value.handle, ADDRESS_KEPT_SECONDS);
    return visit.goTo(`/sign-in/code?to=${encodeURIComponent(form.text('to'))}`);
  }

  @Get('sign-in/code')
  @Access.public()
  async askForCode(@Res() { visit }: FastifyReply) {
    return visit.show(<CodePage form={codeForm(visit)} mail={await this.mailOf(visit)} now={this.clock.now()} />);
  }

  @Post('sign-in/code')
  @Access.public()
  async redeemCode(@Res() { visit }: FastifyReply) {
    const form = codeForm(visit);
    const again = async (refused: typeof form, answer: { readonly status?: number }) =>
      visit.show(<CodePage form={refused} mail={await this.mailOf(visit)} now={this.clock.now()} />, answer);
    const missing = form.missing();
    if (missing.length > 0) return again(form.refusedFor(missing), { status: 422 });
    const opened = await this.signIn.redeemCode(visit, form.text('email'), form.text('code'));
    if (!opened.ok) return again(form.refusedBy(opened.error), opened.error);
    visit.forget('address', 'codeRequest');
    return this.enter(visit, opened.value, form.text('to'));
  }

  /** Whether the browser kept the session shows only now; and whether a second factor is needed. */
  @Get('sign-in/done')
  @Access.public()
  async done(@Res() { visit }: FastifyReply) {
    const { account } = visit;
    if (account === undefined) return visit.show(<CookieRefused />);
    const destination = visit.destination('/desk');
    if (account.secondFactorAt !== undefined) return visit.goTo(destination);
    const to = encodeURIComponent(destination);
    const { secondFactor, displayName } = await this.signIn.account(visit);
    if (secondFactor === 'enrolled') return visit.goTo(`/sign-in/second-factor?to=${to}`);
    const isStaff = account.roles.some((held) => STAFF_ROLES.has(held.role));
    if (!isStaff) return visit.goTo(destination);
    const enrolment = `/sign-in/authenticator?to=${to}`;
    return visit.goTo(displayName === '' ? askForName(visit, enrolment) : enrolment);
  }

  @Get('sign-in/second-factor')
  @Access.signedIn()
  async askForSecondFactor(@Res() { visit }: FastifyReply) {
    const { secondFactor } = await this.signIn.account(visit);
    if (secondFactor === 'none') {
      return visit.goTo(`/sign-in/authenticator?to=${encodeURIComponent(visit.destination('/desk'))}`);
    }
    return visit.show(<SecondFactorPage form={secondFactorForm(visit)} />);
  }

  @Post('sign-in/second-factor')
  @Access.signedIn()
  async verifySecondFactor(@Res() { visit }: FastifyReply) {
    const form = secondFactorForm(visit);
    const missing = form.missing();
    if (missing.length > 0) return visit.show(<SecondFactorPage form={form.refusedFor(missing)} />, { status: 422 });
    const verified = await this.signIn.verifySecondFactor(visit, form.text('code'));
    if (!verified.ok) return visit.show(<SecondFactorPage form={form.refusedBy(verified.error)} />, verified.error);
    visit.keep('account', verified.value, this.clock.now());
    return visit.goTo(visit.destination('/desk'));
  }

  @Get('sign-in/authenticator')
  @Access.signedIn()
  introduceEnrolment(@Res() { visit }: FastifyReply) {
    return visit.show(<EnrolmentIntro form={enrolmentForm(visit)} />);
  }

  /** The secret is shown in the answer itself: a redirect would have to carry it. Asking again makes a new one. */
  @Post('sign-in/authenticator')
  @Access.signedIn()
  async enrol(@Res() { visit }: FastifyReply) {
    const form = enrolmentForm(visit);
    const enrolment = await this.signIn.enrol(visit);
    if (!enrolment.ok) return visit.show(<EnrolmentIntro form={form.refusedBy(enrolment.error)} />, enrolment.error);
    const shown = enrolmentForm(visit, { ...enrolment.value, to: form.text('to') });
    return visit.show(<EnrolmentPage form={shown} />);
  }

  @Post('sign-in/authenticator/confirmation')
  @Access.signedIn()
  async confirmEnrolment(@Res() { visit }: FastifyReply) {
    const form = enrolmentForm(visit);
    const missing = form.missing();
    if (missing.length > 0) return visit.show(<EnrolmentPage form={form.refusedFor(missing)} />, { status: 422 });
    const confirmed = await this.signIn.confirmEnrolment(visit, form.text('code'));
    if (!confirmed.ok) return visit.show(<EnrolmentPage form={form.refusedBy(confirmed.error)} />, confirmed.error);
    visit.keep('account', confirmed.value, this.clock.now());
    return visit.goTo(visit.destination('/desk'), 'authenticator-ready');
  }

  /** Where signing in ends that began beside a page which keeps what could not be sent. */
  @Get('sign-in/back')
  @Access.signedIn()
  back(@Res() { visit }: FastifyReply) {
    return visit.show(<BackPage />);
  }

  /** Puts the end of the session off, for a page that is open; the answer is for its script. */
  @Post('session/renewal')
  @Access.signedIn()
  async stay(@Res() reply: FastifyReply) {
    const { visit } = reply;
    const now = this.clock.now();
    const renewed = await this.signIn.renew(visit);
    if (renewed.ok) visit.keep('account', renewed.value, now);
    else if (renewed.error.status < 500) throw new ReadRefused(renewed.error);
    const endsAt = (renewed.ok ? renewed.value : visit.account)?.expiresAt ?? now;
    const left = endsAt.getTime() - now.getTime();
    return reply
      .status(renewed.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ left, said: untilInWords(visit.language, endsAt) });
  }

  /** The cookies go in any case; what identity could not be told ends by itself. */
  @Post('sign-out')
  @Access.public()
  async signOut(@Res() { visit }: FastifyReply) {
    if (visit.account !== undefined) await this.signIn.signOut(visit);
    visit.forget('account', 'ballot', 'address', 'codeRequest');
    return visit.goTo('/sign-in', 'signed-out');
  }

  /** Refuses another code for the same address as long as the page of the code asks to wait; unless the mail failed. */
  private async askedJustNow(visit: Visit, email: string): Promise<Refused | undefined> {
    if (email !== visit.cookie('address')) return undefined;
    const mail = await this.mailOf(visit);
    const seconds = mail === undefined ? 0 : secondsToResend(mail, this.clock.now());
    if (seconds <= 0) return undefined;
    const detail = translate(visit.language, 'web.code.mail.resend', { seconds });
    return { code: 'HTTP.TOO_MANY_REQUESTS', status: 429, detail, errors: [], retryAfterSeconds: seconds, more: {} };
  }

  private async mailOf(visit: Visit): Promise<CodeRequestState | undefined> {
    const handle = visit.cookie('codeRequest');
    return handle === undefined ? undefined : this.signIn.followCode(visit, handle);
  }

  private enter(visit: Visit, session: OpenedSession, to: string) {
    visit.keep('account', session, this.clock.now());
    return visit.goTo(`/sign-in/done?to=${encodeURIComponent(to)}`);
  }
}

/** Where the person was going, from step to step. */
function goingTo(visit: Visit): string {
  return visit.query('to') ?? '';
}

function addressForm(visit: Visit): Form<AddressField> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    fields: {
      email: { label: translate(language, 'web.sign-in.email'), required: true },
      to: { label: '' },
    },
    values: { email: visit.cookie('address') ?? '', to: goingTo(visit) },
  });
}

function codeForm(visit: Visit): Form<CodeField> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    fields: {
      email: { label: translate(language, 'web.sign-in.email'), required: true },
      code: {
        label: translate(language, 'web.code.label'),
        hint: translate(language, 'web.code.hint'),
        required: true,
      },
      to: { label: '' },
    },
    values: { email: visit.cookie('address') ?? '', to: goingTo(visit) },
  });
}

function secondFactorForm(visit: Visit): Form<SecondFactorField> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    fields: { code: { label: translate(language, 'web.second-factor.code'), required: true }, to: { label: '' } },
    values: { to: goingTo(visit) },
  });
}

function enrolmentForm(visit: Visit, shown?: Readonly<Record<'secret' | 'uri' | 'to', string>>): Form<EnrolmentField> {
  const { language, posted } = visit;
  return new Form({
    language,
    ...(shown === undefined ? { posted } : {}),
    fields: {
      code: { label: translate(language, 'web.second-factor.code'), required: true },
      uri: { label: '' },
      secret: { label: '' },
      to: { label: '' },
    },
    values: shown ?? { to: goingTo(visit) },
  });
}
