import { Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translateLoosely, type MessageKey } from '@wsis/i18n';
import type { Role } from '@wsis/kernel';
import { offeredTo, type DeskEntry } from '../../application/desk-entry.js';
import { NomineeReads } from '../../application/nominees/ports.js';
import { People } from '../../application/people/ports.js';
import { ContestReads, PartAway, type Edition } from '../../application/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { holds } from '../../application/visitor.js';
import { chooseText } from '../../domain/shown-text.js';
import { holdsWords } from '../../domain/words-in.js';
import { FindPage, type Finding, type FindGroup } from '../../pages/find/find-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import { DESK_ENTRIES } from './tokens.js';
import type { Visit } from './visit.js';

const STAFF = ['screener', 'expert', 'panel-chair', 'translator', 'secretariat', 'auditor'] as const;
const LONGEST_WORDS = 100;
/** The pages of an edition, and what each is called; the first is called as the edition. */
const EDITION_PAGES: readonly (readonly [path: string, label?: MessageKey])[] = [
  [''],
  ['/rules', 'web.rules-desk.title'],
  ['/calendar', 'web.calendar.title'],
  ['/outcome', 'web.outcome.title'],
];
/** As many of each kind as a page shows; one more tells that there are more. */
const EACH_AT_MOST = 10;

type Search = (visit: Visit, edition: Edition, words: string) => Promise<readonly Finding[]>;

/** One field for everything that has a name. Each kind is asked of its own service, by who may read its list. */
@Pages(':language/desk/find')
export class FindController {
  private readonly groups: readonly {
    readonly name: FindGroup;
    readonly roles: readonly Role[];
    readonly search: Search;
  }[] = [
    { name: 'settings', roles: STAFF, search: (...asked) => this.settings(...asked) },
    { name: 'people', roles: ['secretariat'], search: (...asked) => this.peopleNamed(...asked) },
    {
      name: 'submissions',
      roles: ['screener', 'secretariat', 'auditor'],
      search: (...asked) => this.submissionsNamed(...asked),
    },
    { name: 'nominees', roles: STAFF, search: (...asked) => this.nomineesNamed(...asked) },
  ];

  constructor(
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(People) private readonly people: People,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(NomineeReads) private readonly nominees: NomineeReads,
    @Inject(DESK_ENTRIES) private readonly entries: readonly DeskEntry[],
  ) {}

  @Get()
  @Access.role(...STAFF)
  async find(@Res() { visit }: FastifyReply) {
    const editions = (await this.contest.editions()).filter(({ id }) => holds(visit.account, STAFF, id));
    const wanted = visit.query('edition');
    const edition = wanted === undefined ? editions[0] : editions.find(({ id }) => id === wanted);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    const words = (visit.query('q') ?? '').trim().slice(0, LONGEST_WORDS);
    const groups = words === '' ? [] : await this.searchAll(visit, edition, words);
    return visit.show(<FindPage {...{ editions, edition, words, groups, limit: EACH_AT_MOST }} />);
  }

  private searchAll(visit: Visit, edition: Edition, words: string) {
    const asked = this.groups.filter(({ roles }) => holds(visit.account, roles, edition.id));
    return Promise.all(
      asked.map(async ({ name, search }) => ({
        name,
        // A service that is away leaves the others' findings on the page.
        found: await search(visit, edition, words).catch((error: unknown) => {
          if (error instanceof PartAway) return undefined;
          throw error;
        }),
      })),
    );
  }

  private async settings(visit: Visit, _edition: Edition, words: string): Promise<readonly Finding[]> {
    const { account, language } = visit;
    const named = ({ path, label, explained }: DeskEntry): Finding => ({
      path,
      name: translateLoosely(language, label),
      detail: translateLoosely(language, explained),
    });
    const desks = account === undefined ? [] : offeredTo(account, this.entries).map(named);
    const editions = (await this.contest.editions())
      .filter(({ id }) => holds(account, ['secretariat'], id))
      .flatMap(({ id, name }) =>
        EDITION_PAGES.map(([page, label]) => ({
          path: `/desk/editions/${encodeURIComponent(id)}${page}`,
          name: label === undefined ? name : `${name}: ${translateLoosely(language, label)}`,
        })),
      );
    return [...desks, ...editions].filter(({ name }) => holdsWords(name, words));
  }

  private async peopleNamed(visit: Visit, { id }: Edition, words: string): Promise<readonly Finding[]> {
    const { items } = await this.people.list(visit, { editionId: id, search: words });
    const once = new Map(items.map((holder) => [holder.accountId, holder]));
    return [...once.values()].map(({ displayName, email }) => ({
      path: `/desk/people?${new URLSearchParams({ edition: id, search: email }).toString()}`,
      name: displayName || email,
      detail: displayName === '' ? undefined : email,
    }));
  }

  private async submissionsNamed(visit: Visit, { id }: Edition, words: string): Promise<readonly Finding[]> {
    const lines = await this.submissions.search(visit, id, words, EACH_AT_MOST + 1);
    return lines.map((line) => ({
      path: `/desk/screening/${encodeURIComponent(id)}/entries/${encodeURIComponent(line.id)}`,
      name: line.title,
      detail: line.organisation,
    }));
  }

  private async nomineesNamed(visit: Visit, { id }: Edition, words: string): Promise<readonly Finding[]> {
    const search = { filters: {}, words, cut: false, order: undefined };
    const page = await this.nominees.list(id, search, visit.language, undefined);
    return (page?.items ?? []).map((nominee) => ({
      path: `/nominees/${encodeURIComponent(nominee.id)}`,
      name: chooseText(nominee.texts, visit.language)?.text.title ?? nominee.organisation,
      detail: nominee.organisation,
    }));
  }
}
