import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { IdentifiedRequest } from '@wsis/http';
import { isLanguage, type Language } from '@wsis/kernel';
import type { OpenedSession } from '../../application/sign-in/ports.js';
import type { SessionKind, VisitingAccount, VisitingVoter, Visitor } from '../../application/visitor.js';
import { returnPath } from '../../domain/return-path.js';
import type { Form } from '../../pages/forms/form.js';
import { PostedForm } from '../../pages/forms/posted-form.js';
import { pageContext, type PageContext, type PreviewedRelease } from '../../pages/page-context.js';
import { answerPage, securityHeaders, type PageAnswerOptions } from './answer-page.js';
import { COOKIES, clearCookie, readCookies, setCookie, type CookieName } from './cookies.js';
import { NothingThere } from './nothing-there.js';

/** Longer values than any of ours are as good as none. */
const LONGEST_QUERY_VALUE = 500;
const SAID_SECONDS = 60;
/** The autosave island marks what it sends, and reads a few words instead of a page. */
const ISLAND_HEADER = 'wsis-island';

/** One request for a page: who comes, what was asked for, and the ways to answer. */
export class Visit implements Visitor {
  private readonly cookies: ReadonlyMap<string, string>;
  /** When the session ends, and how long that still is by the server's clock. */
  session: PageContext['session'];
  /** When the session ends, if that is soon and cannot be put off. */
  endsSoon: Date | undefined;
  /** The edition that the page is about, where its address does not say so. */
  edition: string | undefined;
  /** What the page shows before it is public. */
  preview: PreviewedRelease | undefined;
  private renewedToken: string | undefined;
  private said: string | undefined;

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly publicUrl: string,
  ) {
    this.cookies = readCookies(request.headers.cookie);
  }

  /** The language of the address. An address without one leads nowhere. */
  get language(): Language {
    const language = this.request.url.split(/[/?]/)[1];
    if (!isLanguage(language)) throw new NothingThere('HTTP.NOT_FOUND');
    return language;
  }

  /** The address without the language, as the browser asked for it. */
  get path(): string {
    return this.request.url.slice(1 + this.language.length);
  }

  get address(): string {
    return this.request.ip;
  }

  get account(): VisitingAccount | undefined {
    return (this.request as IdentifiedRequest).wsis?.actor;
  }

  get voter(): VisitingVoter | undefined {
    return voterOf(this.cookie('ballot'));
  }

  token(kind: SessionKind): string | undefined {
    if (kind === 'none') return undefined;
    if (kind === 'ballot') return this.cookie('ballot');
    return this.renewedToken ?? this.cookie('account');
  }

  cookie(name: CookieName): string | undefined {
    return this.cookies.get(COOKIES[name]) || undefined;
  }

  /** A value of the query that was given once. */
  query(name: string, longest = LONGEST_QUERY_VALUE): string | undefined {
    const value = (this.request.query as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined;
  }

  /** What the person typed into the form that this request sends. */
  get posted(): PostedForm {
    return this.request.body instanceof PostedForm ? this.request.body : PostedForm.EMPTY;
  }

  /** Where the person was going before a detour, else a page of ours. */
  destination(otherwise: string): string {
    return returnPath(this.posted.text('to') || this.query('to')) ?? `/${this.language}${otherwise}`;
  }

  /** Keeps a session in the browser, for as long as it lasts. */
  keep(kind: 'account' | 'ballot', session: Pick<OpenedSession, 'token' | 'expiresAt'>, now: Date): void {
    setCookie(this.reply, kind, session.token, (session.expiresAt.getTime() - now.getTime()) / 1000);
    if (kind === 'account') this.renewedToken = session.token;
  }

  /** Keeps a small thing that is no session in the browser. */
  remember(name: 'address' | 'codeRequest', value: string, seconds: number): void {
    setCookie(this.reply, name, value, seconds);
  }

  forget(...names: readonly CookieName[]): void {
    for (const name of names) clearCookie(this.reply, name);
  }

  /** A page for this person alone: never kept by anybody. */
  show(content: VNode, options: Omit<PageAnswerOptions, 'maxAgeSeconds'> = {}): FastifyReply {
    if (this.isAutosave) return this.reply.status(options.status ?? 200).send({ saved: false });
    this.said = this.cookie('said');
    if (this.said !== undefined) clearCookie(this.reply, 'said');
    return answerPage(this.request, this.reply, this.page, content, options);
  }

  /**
   * A page that is the same for everybody: kept, shared, and made without looking at who comes. `means` names what of
   * the query makes another page, `arranges` what only shows the same page in another order.
   */
  showToAll(
    content: VNode,
    maxAgeSeconds: number,
    means: readonly string[] = [],
    arranges: readonly string[] = [],
  ): FastifyReply {
    const { language, publicUrl } = this;
    const address = (names: readonly string[]) => {
      const given = names.map((name) => [name, this.query(name) ?? '']).filter(([, value]) => value !== '');
      const query = new URLSearchParams(given).toString();
      const path = this.path.split('?')[0] ?? '';
      return query === '' ? path : `${path}?${query}`;
    };
    const [path, canonicalPath] = [address([...means, ...arranges]), address(means)];
    const page = pageContext({ language, publicUrl, shared: true, path, canonicalPath });
    return answerPage(this.request, this.reply, page, content, { maxAgeSeconds });
  }

  /** Leads to another page of ours (POST, redirect, GET), which says once what was done. */
  goTo(path: string, said?: string): FastifyReply {
    if (said !== undefined) setCookie(this.reply, 'said', said, SAID_SECONDS);
    const location = returnPath(path) ?? `/${this.language}${path}`;
    return this.reply.headers(securityHeaders()).header('cache-control', 'no-store').redirect(location, 303);
  }

  /**
   * After saving: on to a page; or, where the form saved itself, what it needs to go on from the version it made. `was`
   * is what the person sees, where that is not all that stands.
   */
  saved(next: Form<string>, path: string, said?: string, was = next.was): FastifyReply {
    if (!this.isAutosave) return this.goTo(path, said);
    const { base, key } = next;
    return this.reply.send({ saved: true, base, was, key, overtaken: was !== next.was });
  }

  /** The form saves itself: it reads a few words instead of a page. */
  get isAutosave(): boolean {
    return this.request.headers[ISLAND_HEADER] === 'autosave';
  }

  private get page(): PageContext {
    const { language, path, publicUrl, account, said, session, endsSoon, edition, preview } = this;
    return pageContext({ language, path, publicUrl, account, said, session, endsSoon, edition, preview });
  }
}

/** What a ballot session says of itself. It is not verified here: this service holds no key that could. */
function voterOf(token: string | undefined): VisitingVoter | undefined {
  if (token?.startsWith('wv1.') !== true) return undefined;
  try {
    const said = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown[];
    const [editionId, voterId, expiresAt] = [said[0], said[1], said.at(-1)];
    if (typeof editionId !== 'string' || typeof voterId !== 'string' || typeof expiresAt !== 'number') return undefined;
    return { editionId, voterId, expiresAt: new Date(expiresAt * 1000) };
  } catch {
    return undefined;
  }
}
