import { ok, type Language, type Result } from '@wsis/kernel';
import {
  BallotBox,
  type Ballot,
  type BallotRules,
  type BallotSession,
  type BallotVerdict,
  type BallotVersion,
  type NotCounted,
  type SaveBallot,
  type VoterAnswers,
  type VoterRegistration,
} from '../../application/ballot/ports.js';
import type { Nominee } from '../../application/ports.js';
import { RecentReads } from '../../application/recent-reads.js';
import type { Refused } from '../../application/refused.js';
import { NOBODY, type Visitor } from '../../application/visitor.js';
import type { Choices } from '../../domain/choices.js';
import type { Json } from './json.js';
import { nomineeOf } from './mapping.js';
import type { ServiceCalls } from './service-calls.js';

/** Rules and lists change rarely, and voting itself judges every save: a page may show them a little late. */
const KEEP_MS = 30_000;
const VERSIONS_SHOWN = 50;
const REASONS: readonly string[] = ['no-ballot', 'incomplete', 'under-review', 'removed'] satisfies NotCounted[];

/** Opens and fills ballots through identity and voting. */
export class ServiceBallotBox extends BallotBox {
  private readonly recent: RecentReads;

  constructor(
    private readonly calls: ServiceCalls,
    now: () => number,
  ) {
    super();
    this.recent = new RecentReads(KEEP_MS, now);
  }

  async registration(editionId: string, language: Language): Promise<VoterRegistration | undefined> {
    const [asked, labels] = await Promise.all([
      this.shared('identity', `${edition(editionId)}/voter-registration`),
      this.voteRules(editionId),
    ]);
    if (asked === undefined) return undefined;
    const named = new Map(
      (labels?.at('profile').items() ?? []).map((field) => {
        const texts = field.at('labels');
        return [field.at('id').text(), texts.at(language).at('text').text() ?? texts.at('en').at('text').text()];
      }),
    );
    return {
      questions: asked
        .at('profile')
        .items()
        .map((field) => {
          const id = field.at('id').text() ?? '';
          const type = field.at('type').text();
          return {
            id,
            type: type === 'country' || type === 'stakeholder-type' ? type : 'text',
            required: field.at('required').flag(),
            label: named.get(id) ?? id,
          };
        }),
      stakeholderTypes: asked
        .at('stakeholderTypes')
        .items()
        .flatMap((type) => type.text() ?? []),
      linksDestroyedOn: asked.at('linksDestroyedOn').text(),
    };
  }

  async open(visitor: Visitor, editionId: string, answers?: VoterAnswers): Promise<Result<BallotSession, Refused>> {
    const answer = await this.calls.send(visitor, 'identity', 'POST', `${edition(editionId)}/voter-session`, {
      body: answers ?? {},
    });
    if (!answer.ok) return answer;
    const [token, expiresAt] = [answer.value.at('token').text(), answer.value.at('expiresAt').instant()];
    if (token === undefined || expiresAt === undefined) throw new Error('identity answered without a ballot session');
    return ok({ token, expiresAt });
  }

  async rules(editionId: string): Promise<BallotRules> {
    const rules = await this.voteRules(editionId);
    return {
      mayChange: rules?.at('mayChange').flag() ?? false,
      categoriesRequired: rules?.at('categoriesRequired').number() ?? 1,
    };
  }

  nominees(editionId: string, category: string, order: number, language: Language): Promise<readonly Nominee[]> {
    const query = new URLSearchParams({ order: String(order), language });
    const path = `${edition(editionId)}/categories/${encodeURIComponent(category)}/nominees?${query.toString()}`;
    // Kept as they are shown: the very same objects for all who meet this order.
    return this.recent.get(path, async () => {
      const answer = await this.calls.read(NOBODY, 'nominations', path, { as: 'none' });
      return (answer?.at('items').items() ?? []).flatMap((entry) => nomineeOf(entry) ?? []);
    });
  }

  async ballot(visitor: Visitor, editionId: string): Promise<Ballot> {
    return ballotOf(await this.ask(visitor, `${edition(editionId)}/ballot`));
  }

  async standing(visitor: Visitor, editionId: string): Promise<{ ballot: Ballot; verdict: BallotVerdict }> {
    const answer = await this.ask(visitor, `${edition(editionId)}/ballot/verdict`);
    return { ballot: ballotOf(answer), verdict: verdictOf(answer) };
  }

  async save(visitor: Visitor, editionId: string, save: SaveBallot): Promise<Result<{ version: number }, Refused>> {
    const { choices, orderNumber, base, key, ticket } = save;
    const answer = await this.calls.send(visitor, 'voting', 'PUT', `${edition(editionId)}/ballot`, {
      as: 'ballot',
      body: { choices, orderNumber },
      base,
      key,
      ...(ticket === undefined ? {} : { headers: { 'queue-ticket': ticket } }),
    });
    return answer.ok ? ok({ version: answer.value.at('version').number() ?? base + 1 }) : answer;
  }

  async versions(
    visitor: Visitor,
    editionId: string,
  ): Promise<{ versions: readonly BallotVersion[]; receipt: unknown }> {
    const answer = await this.ask(visitor, `${edition(editionId)}/ballot/versions?limit=${VERSIONS_SHOWN}`);
    const versions = answer
      .at('items')
      .items()
      .flatMap((entry) => {
        const [version, ledgerNumber, savedAt] = [
          entry.at('version').number(),
          entry.at('ledgerNumber').number(),
          entry.at('savedAt').instant(),
        ];
        if (version === undefined || ledgerNumber === undefined || savedAt === undefined) return [];
        return [{ version, ledgerNumber, savedAt, categories: entry.at('choices').entries().length }];
      });
    return { versions, receipt: answer.at('receipt').raw };
  }

  async receipt(visitor: Visitor, editionId: string, version: number): Promise<unknown> {
    const path = `${edition(editionId)}/ballot/versions/${version}/receipt`;
    return (await this.calls.read(visitor, 'voting', path, { as: 'ballot' }))?.raw;
  }

  private async ask(visitor: Visitor, path: string): Promise<Json> {
    const answer = await this.calls.read(visitor, 'voting', path, { as: 'ballot' });
    if (answer === undefined) throw new Error('voting does not know an edition whose ballot it opened');
    return answer;
  }

  private async voteRules(editionId: string): Promise<Json | undefined> {
    const rules = await this.shared('competition', `${edition(editionId)}/rule-book`);
    return rules?.at('ruleBook').at('vote');
  }

  /** What is the same for everybody is asked for once and shared. */
  private shared(service: 'identity' | 'competition', path: string): Promise<Json | undefined> {
    return this.recent.get(`${service} ${path}`, () => this.calls.read(NOBODY, service, path, { as: 'none' }));
  }
}

const edition = (editionId: string) => `/editions/${encodeURIComponent(editionId)}`;

function ballotOf(answer: Json): Ballot {
  return {
    version: answer.at('version').number() ?? 0,
    choices: choicesOf(answer.at('choices')),
    ledgerNumber: answer.at('ledgerNumber').number(),
    savedAt: answer.at('savedAt').instant(),
    lostCategories: answer
      .at('lostCategories')
      .items()
      .flatMap((code) => code.text() ?? []),
  };
}

function verdictOf(answer: Json): BallotVerdict {
  const why = answer.at('why').text();
  const [rule, ledgerNumber] = [
    answer.at('decision').at('rule').text(),
    answer.at('decision').at('ledgerNumber').number(),
  ];
  return {
    counts: answer.at('counts').flag(),
    why: why !== undefined && REASONS.includes(why) ? (why as NotCounted) : undefined,
    closed: answer.at('closed').flag(),
    certified: answer.at('certified').flag(),
    categoriesRequired: answer.at('categoriesRequired').number() ?? 0,
    categoriesToGo: answer.at('categoriesToGo').number() ?? 0,
    decision: rule === undefined || ledgerNumber === undefined ? undefined : { rule, ledgerNumber },
  };
}

function choicesOf(json: Json): Choices {
  return Object.fromEntries(
    json.entries().flatMap(([category, nominee]) => {
      const number = nominee.number();
      return number === undefined || number === 0 ? [] : [[category, number]];
    }),
  );
}
