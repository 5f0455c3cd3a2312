import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Clock } from '@wsis/kernel';
import { orderOfVoter } from '@wsis/rule-book';
import { CLOCK } from '@wsis/service';
import { BallotBox, queuePlaceOf, type Ballot, type VoterRegistration } from '../../application/ballot/ports.js';
import { ContestReads, type Category, type Edition } from '../../application/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import { nextEmpty, readChosen, sameChoices, withChanges, writeChosen, type Choices } from '../../domain/choices.js';
import { BallotOverview } from '../../pages/ballot/ballot-overview.js';
import { ChoosingPage, type OfferedCategory } from '../../pages/ballot/choosing-page.js';
import { ReceiptPage } from '../../pages/ballot/receipt-page.js';
import { RegistrationPage } from '../../pages/ballot/registration-page.js';
import { WaitingPage } from '../../pages/ballot/waiting-page.js';
import { Form, type FieldConflict } from '../../pages/forms/form.js';
import { categoryName } from '../../pages/parts/words.js';
import { CookieRefused } from '../../pages/sign-in/cookie-refused.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** How often a save that another tab overtook is put onto the newer ballot before the person is asked. */
const OVERTAKEN_AT_MOST = 3;
const SESSION_ENDED = /^(SESSION\.|VOTING\.SESSION_REVOKED)/;
const REGISTER_FIRST = new Set(['IDENTITY.PROFILE_INCOMPLETE', 'IDENTITY.CONSENT_REQUIRED']);
/** The place in the queue that the page of who waits carries along. */
const TICKET = '_ticket';
/** No list is so long. */
const NOBODY = 999_999_999;

/** A voter's pages. Who comes without a ballot session is led to it, and back. */
@Pages(':language/editions/:edition/ballot')
@Access.public()
export class BallotController {
  constructor(
    @Inject(BallotBox) private readonly box: BallotBox,
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  overview(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    return this.inside(visit, id, async (edition) => {
      const [categories, rules, calendar] = await Promise.all([
        this.contest.categories(id),
        this.box.rules(id),
        this.contest.calendar(id),
      ]);
      const [{ ballot, verdict }, offered] = await Promise.all([
        this.box.standing(visit, id),
        this.offered(visit, edition, categories),
      ]);
      return visit.show(<BallotOverview {...{ edition, calendar, rules, ballot, verdict, offered }} />);
    });
  }

  @Get('registration')
  async register(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const edition = await this.editionOf(id);
    if (visit.account === undefined) return this.signInFirst(visit);
    const registration = await this.registrationOf(visit, id);
    return visit.show(
      <RegistrationPage edition={edition} registration={registration} form={registrationForm(visit, registration)} />,
    );
  }

  @Post('registration')
  async registered(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const edition = await this.editionOf(id);
    if (visit.account === undefined) return this.signInFirst(visit);
    const registration = await this.registrationOf(visit, id);
    const form = registrationForm(visit, registration);
    const again = (refusedForm: Form<string>, refused: { readonly status: number }) =>
      visit.show(<RegistrationPage edition={edition} registration={registration} form={refusedForm} />, refused);
    // All at once: the services would name consent first, and the facts only afterwards.
    const missing = form.missing();
    if (missing.length > 0) return again(form.refusedFor(missing), { status: 422 });
    const profile = Object.fromEntries(
      registration.questions
        .map(({ id: question }) => [question, form.text(question)])
        .filter(([, text]) => text !== ''),
    );
    const opened = await this.box.open(visit, id, {
      profile,
      consent: form.text('consent') === 'yes',
      reminders: form.text('reminders') === 'yes',
    });
    if (!opened.ok) return again(form.refusedBy(opened.error), opened.error);
    visit.keep('ballot', opened.value, this.clock.now());
    return visit.goTo(`${ballotPath(id)}?opened=1`, 'registered-to-vote');
  }

  @Get('all')
  chooseAll(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    return this.choose(visit, id, undefined);
  }

  @Post('all')
  saveAll(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    return this.save(visit, id, undefined);
  }

  @Get('categories/:category')
  chooseOne(@Param('edition') id: string, @Param('category') category: string, @Res() { visit }: FastifyReply) {
    return this.choose(visit, id, category);
  }

  @Post('categories/:category')
  saveOne(@Param('edition') id: string, @Param('category') category: string, @Res() { visit }: FastifyReply) {
    return this.save(visit, id, category);
  }

  @Get('receipt')
  receipt(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    return this.inside(visit, id, async (edition) => {
      const { versions, receipt } = await this.box.versions(visit, id);
      return visit.show(<ReceiptPage edition={edition} versions={versions} receipt={receipt} />);
    });
  }

  /** The file that a voter keeps, and that anybody can check without asking us. */
  @Get('receipts/:version')
  async receiptFile(@Param('edition') id: string, @Param('version') version: string, @Res() reply: FastifyReply) {
    const number = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0;
    const receipt = number > 0 ? await this.box.receipt(reply.visit, id, number) : undefined;
    if (receipt === undefined) throw new NothingThere('VOTING.NO_BALLOT');
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="receipt-${number}.json"`)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(receipt, null, 2));
  }

  private async choose(visit: Visit, id: string, category: string | undefined) {
    return this.inside(visit, id, async (edition) => {
      const shown = await this.shown(id, category);
      const [ballot, offered] = await Promise.all([this.box.ballot(visit, id), this.offered(visit, edition, shown)]);
      const form = choiceForm(visit, shown, ballot, chosenBefore(visit, offered));
      return visit.show(<ChoosingPage {...{ edition, category, offered, form, ballot }} />);
    });
  }

  /** Saves what a form changed, put onto the ballot as it stands now, so that no tab undoes what another one did. */
  private async save(visit: Visit, id: string, category: string | undefined) {
    return this.inside(visit, id, async (edition) => {
      const shown = await this.shown(id, category);
      const categories = (await this.contest.categories(id)).map(({ code }) => code);
      const page = async (form: Form<string>, ballot: Ballot, conflicts: readonly FieldConflict<string>[] = []) => {
        const offered = await this.offered(visit, edition, shown);
        return <ChoosingPage {...{ edition, category, offered, form, ballot, conflicts }} />;
      };
      for (let attempt = 1; ; attempt += 1) {
        const ballot = await this.box.ballot(visit, id);
        const form = choiceForm(visit, shown, ballot);
        const { form: merged, conflicts } = form.onto(textsOf(ballot, shown), ballot.version);
        if (conflicts.length > 0) return visit.show(await page(merged, ballot, conflicts), { status: 409 });
        const choices = withChanges(ballot.choices, wanted(merged, shown));
        // Nothing to write down: the button was pressed twice, or what stands was chosen.
        if (ballot.version > 0 && sameChoices(choices, ballot.choices)) {
          return this.afterSaving(visit, id, categories, category, choices);
        }
        const saved = await this.box.save(visit, id, {
          choices,
          orderNumber: orderOfVoter(visit.voter?.voterId ?? ''),
          base: ballot.version,
          key: form.key,
          ticket: visit.posted.text(TICKET) || undefined,
        });
        if (saved.ok) return this.afterSaving(visit, id, categories, category, choices);
        if (saved.error.code === 'VOTING.STALE_BALLOT' && attempt < OVERTAKEN_AT_MOST) continue;
        if (SESSION_ENDED.test(saved.error.code)) return this.sessionEnded(visit, id, category, choices);
        return this.notSaved(visit, saved.error, () => page(form.refusedBy(saved.error), ballot));
      }
    });
  }

  private afterSaving(
    visit: Visit,
    id: string,
    categories: readonly string[],
    category: string | undefined,
    choices: Choices,
  ) {
    const next = category === undefined ? undefined : nextEmpty(categories, choices, category);
    const goOn = visit.posted.text('then') === 'next' && next !== undefined;
    const path = ballotPath(id);
    return visit.goTo(goOn ? `${path}/categories/${encodeURIComponent(next)}` : path, 'choice-saved');
  }

  /** A house that is full answers with a place in the queue; every other refusal with the form as it was sent. */
  private async notSaved(visit: Visit, refused: Refused, page: () => Promise<VNode>) {
    const place = queuePlaceOf(refused);
    if (place === undefined) return visit.show(await page(), refused);
    return visit.show(<WaitingPage refused={refused} place={place} typed={visit.posted} ticketField={TICKET} />, {
      status: 503,
      retryAfterSeconds: place.retryAfterSeconds,
    });
  }

  /** The choices travel along in the address, and are there, not yet saved, once the ballot is open again. */
  private sessionEnded(visit: Visit, id: string, category: string | undefined, choices: Choices) {
    visit.forget('ballot');
    const place = category === undefined ? 'all' : `categories/${encodeURIComponent(category)}`;
    return visit.goTo(`${ballotPath(id)}/${place}?chosen=${writeChosen(choices)}`);
  }

  /** Runs what needs an open ballot; who has none gets one on the way, or is led to where it is opened. */
  private async inside(visit: Visit, id: string, work: (edition: Edition) => Promise<FastifyReply>) {
    const edition = await this.editionOf(id);
    const { voter } = visit;
    if (voter?.editionId === id && voter.expiresAt > this.clock.now()) {
      try {
        return await work(edition);
      } catch (error) {
        if (!(error instanceof ReadRefused && SESSION_ENDED.test(error.refused.code))) throw error;
        visit.forget('ballot');
      }
    } else if (visit.query('opened') !== undefined) return visit.show(<CookieRefused />);
    if (visit.account === undefined) return this.signInFirst(visit);
    const opened = await this.box.open(visit, id);
    if (opened.ok) {
      visit.keep('ballot', opened.value, this.clock.now());
      return visit.goTo(withQuery(visit, 'opened'));
    }
    if (REGISTER_FIRST.has(opened.error.code)) return visit.goTo(`${ballotPath(id)}/registration`);
    throw new ReadRefused(opened.error);
  }

  private signInFirst(visit: Visit) {
    return visit.goTo(`/sign-in?to=${encodeURIComponent(`/${visit.language}${visit.path}`)}`);
  }

  /** The categories of a page: the one that was asked for, or all. */
  private async shown(id: string, category: string | undefined): Promise<readonly Category[]> {
    const categories = await this.contest.categories(id);
    if (category === undefined) return categories;
    const found = categories.filter(({ code }) => code === category);
    if (found.length === 0) throw new NothingThere('VOTING.CATEGORY_UNKNOWN');
    return found;
  }

  /** The nominees of each category, in the order in which this voter always meets them. */
  private offered(visit: Visit, edition: Edition, shown: readonly Category[]): Promise<readonly OfferedCategory[]> {
    const order = orderOfVoter(visit.voter?.voterId ?? '');
    return Promise.all(
      shown.map(async (category) => ({
        category,
        nominees: await this.box.nominees(edition.id, category.code, order, visit.language),
      })),
    );
  }

  private async editionOf(id: string): Promise<Edition> {
    const edition = await this.contest.edition(id);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }

  private async registrationOf(visit: Visit, id: string): Promise<VoterRegistration> {
    const registration = await this.box.registration(id, visit.language);
    if (!registration) throw new NothingThere('IDENTITY.EDITION_UNKNOWN');
    return registration;
  }
}

const ballotPath = (id: string) => `/editions/${encodeURIComponent(id)}/ballot`;

function withQuery({ path }: Visit, name: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${name}=1`;
}

function registrationForm(visit: Visit, { questions }: VoterRegistration): Form<string> {
  const { language, posted } = visit;
  return new Form<string>({
    language,
    posted,
    fields: {
      ...Object.fromEntries(questions.map(({ id, label, required }) => [id, { label, required }])),
      reminders: { label: translate(language, 'web.register.reminders') },
      consent: { label: translate(language, 'web.register.consent'), required: true },
    },
  });
}

/** One field a category, which holds the number of the chosen nominee, or nothing. */
function choiceForm(
  visit: Visit,
  shown: readonly Category[],
  ballot: Ballot,
  typed: Readonly<Record<string, string>> = {},
): Form<string> {
  const { language, posted } = visit;
  return new Form<string>({
    language,
    posted,
    fields: Object.fromEntries(
      shown.map(({ code }) => [code, { label: categoryName(language, shown, code), required: true }]),
    ),
    values: textsOf(ballot, shown),
    typed,
    base: ballot.version,
  });
}

function textsOf(ballot: Ballot, shown: readonly Category[]): Record<string, string> {
  return Object.fromEntries(shown.map(({ code }) => [code, String(ballot.choices[code] ?? '')]));
}

/** What stood on the page before a detour, where it is among what is offered. */
function chosenBefore(visit: Visit, offered: readonly OfferedCategory[]): Record<string, string> {
  const chosen = readChosen(visit.query('chosen'), 200);
  return Object.fromEntries(
    offered.flatMap(({ category, nominees }) => {
      const found = nominees.find(({ number }) => chosen.has(number));
      return found ? [[category.code, String(found.number)]] : [];
    }),
  );
}

function wanted(form: Form<string>, shown: readonly Category[]): Record<string, number | undefined> {
  return Object.fromEntries(
    shown.map(({ code }) => {
      const text = form.text(code);
      // What is no number is sent as it is judged: a nominee that does not exist.
      return [code, text === '' ? undefined : /^[1-9]\d{0,8}$/.test(text) ? Number(text) : NOBODY];
    }),
  );
}
