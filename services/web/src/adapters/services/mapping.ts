import { isLanguage, type Language } from '@wsis/kernel';
import type {
  Calendar,
  Category,
  Edition,
  HonouredProject,
  VotesOfCategory,
  Nominee,
  Picture,
  PictureVariant,
  Results,
  VotingHealth,
} from '../../application/ports.js';
import type { PhaseState } from '../../domain/contest-clock.js';
import type { ProjectText, TextState } from '../../domain/shown-text.js';
import { webAddress } from '../../domain/web-address.js';
import { Json } from './json.js';

const PHASE_STATES: readonly string[] = ['unplanned', 'planned', 'open', 'closed'] satisfies PhaseState[];
const TEXT_STATES: readonly string[] = ['original', 'machine-draft', 'checked'] satisfies TextState[];

/** An edition, as the competition shows it. */
export function editionOf(json: Json): Edition | undefined {
  const id = json.at('id').text();
  if (id === undefined) return undefined;
  return {
    id,
    year: json.at('year').number() ?? 0,
    name: json.at('name').text() ?? id,
    timeZone: zone(json.at('timeZone').text()),
  };
}

/** The calendar with the database's own time. */
export function calendarOf(json: Json): Calendar | undefined {
  const now = json.at('now').instant();
  if (now === undefined) return undefined;
  return {
    timeZone: zone(json.at('timeZone').text()),
    now,
    phases: json
      .at('phases')
      .items()
      .map((phase) => {
        const state = phase.at('state').text() ?? '';
        return {
          phase: phase.at('phase').text() ?? '',
          opensAt: phase.at('openedAt').instant() ?? phase.at('opensAt').instant(),
          closesAt: phase.at('closedAt').instant() ?? phase.at('closesAt').instant(),
          state: PHASE_STATES.includes(state) ? (state as PhaseState) : 'unplanned',
        };
      }),
  };
}

/** Categories in ballot order, with their names in each language. */
export function categoriesOf(json: Json): Category[] {
  return json
    .items()
    .flatMap((entry) => {
      const code = entry.at('code').text();
      if (code === undefined) return [];
      const names: Partial<Record<Language, string>> = {};
      for (const [language, name] of entry.at('names').entries()) {
        const text = name.text() ?? name.at('text').text();
        if (isLanguage(language) && text !== undefined) names[language] = text;
      }
      const actionLine = entry.at('actionLine').text() ?? code.split('-')[0] ?? code;
      return [{ code, number: entry.at('number').number() ?? 0, actionLine, names }];
    })
    .sort((a, b) => a.number - b.number);
}

/** One nominee, as the nominations show it. */
export function nomineeOf(json: Json): Nominee | undefined {
  const id = json.at('id').text();
  if (id === undefined) return undefined;
  return {
    id,
    editionId: json.at('edition').text() ?? '',
    number: json.at('number').number() ?? 0,
    category: json.at('category').text() ?? '',
    organisation: json.at('organisationName').text() ?? '',
    country: json.at('country').text() ?? '',
    stakeholderType: json.at('stakeholderType').text() ?? '',
    sdgs: json
      .at('sdgs')
      .items()
      .flatMap((goal) => goal.number() ?? [])
      .filter((goal) => Number.isInteger(goal) && goal >= 1 && goal <= 17),
    texts: textsOf(json.at('texts')),
    website: webAddress(json.at('website').text()),
    generated: json.at('generated').flag(),
    withdrawn: json.at('withdrawn').flag(),
    withdrawalReason: json.at('withdrawalReason').text(),
    pictures: json.at('pictures').items().flatMap(pictureOf),
  };
}

/** A stored file is named by a hash and an ending, and by nothing that could lead elsewhere. */
const PICTURE_FILE = /^[0-9a-f]{64}\.(webp|jpg)$/;

function pictureOf(json: Json): Picture[] {
  const variants = json
    .at('variants')
    .items()
    .flatMap((entry): PictureVariant[] => {
      const [file, type] = [entry.at('file').text() ?? '', entry.at('type').text() ?? ''];
      const [width, height] = [entry.at('width').number() ?? 0, entry.at('height').number() ?? 0];
      return PICTURE_FILE.test(file) && width > 0 && height > 0 ? [{ file, type, width, height }] : [];
    })
    .sort((a, b) => a.width - b.width);
  const descriptions = json
    .at('descriptions')
    .entries()
    .flatMap(([language, text]): (readonly [Language, string])[] =>
      isLanguage(language) ? [[language, text.text() ?? '']] : [],
    );
  return variants.length === 0 ? [] : [{ descriptions, variants }];
}

/** Texts come as a list, or by language. */
function textsOf(json: Json): ProjectText[] {
  const listed = json.items().map((text) => [text.at('language').text() ?? '', text] as const);
  return [...listed, ...json.entries()].flatMap(([language, text]) => {
    const state = text.at('state').text() ?? '';
    if (!isLanguage(language)) return [];
    return [
      {
        language,
        title: text.at('title').text() ?? '',
        shortDescription: text.at('shortDescription').text() ?? '',
        // A state that we do not know promises nothing.
        state: TEXT_STATES.includes(state) ? (state as TextState) : 'machine-draft',
      },
    ];
  });
}

/** What has been released; a part whose instant has not come is absent. */
export function resultsOf(json: Json): Results {
  const publishedAt = (kind: string) =>
    json
      .at('released')
      .items()
      .find((release) => release.at('kind').text() === kind)
      ?.at('publishedAt')
      .instant();
  const championsAt = publishedAt('champions');
  const winnersAt = publishedAt('winners');
  return {
    champions: championsAt && {
      publishedAt: championsAt,
      categories: json
        .at('champions')
        .items()
        .map((entry) => ({
          category: entry.at('category').text() ?? '',
          projects: entry.at('entries').items().flatMap(projectOf),
        })),
    },
    winners: winnersAt && {
      publishedAt: winnersAt,
      categories: json
        .at('winners')
        .items()
        .map((entry) => ({
          category: entry.at('category').text() ?? '',
          winner: projectOf(entry.at('winner'))[0],
          specialRecognition: entry.at('specialRecognition').items().flatMap(projectOf),
          statement: entry.at('statement').text() ?? '',
        })),
    },
  };
}

/** The certified document stands in the answer as text, where its totals are public. */
export function votesOf(answer: Json): ReadonlyMap<string, VotesOfCategory> {
  const document = new Json(JSON.parse(answer.at('result').text() ?? '{}'));
  return new Map(
    document
      .at('categories')
      .items()
      .map((category) => {
        const placings = category.at('placings').items();
        const byNumber = new Map(
          placings.map((each) => [each.at('number').number() ?? 0, each.at('votes').number() ?? 0]),
        );
        const together = [...byNumber.values()].reduce((sum, votes) => sum + votes, 0);
        return [category.at('code').text() ?? '', { together, byNumber }];
      }),
  );
}

function projectOf(json: Json): HonouredProject[] {
  const nomineeId = json.at('nomineeId').text();
  if (nomineeId === undefined) return [];
  return [
    {
      nomineeId,
      number: json.at('number').number() ?? 0,
      organisation: json.at('organisationName').text() ?? '',
      country: json.at('country').text() ?? '',
      texts: textsOf(json.at('texts')),
      generated: json.at('generated').flag(),
      withdrawn: json.at('withdrawn').flag(),
    },
  ];
}

const VOTE_STATES: readonly string[] = ['not-open', 'open', 'paused', 'closed'] satisfies VotingHealth['state'][];

/** The public figures of a vote; the balance is there once the vote is closed. */
export function healthOf(head: Json, statement: Json | undefined): VotingHealth {
  const state = head.at('state').text() ?? '';
  const count = (name: string) => statement?.at(name).number() ?? 0;
  return {
    state: VOTE_STATES.includes(state) ? (state as VotingHealth['state']) : 'not-open',
    opensAt: head.at('opensAt').instant(),
    closesAt: head.at('closesAt').instant(),
    accepted: head.at('accepted').number(),
    ledgerRows: head.at('size').number(),
    door: {
      waiting: head.at('waiting').number() ?? 0,
      oldestWaitingMs: head.at('oldestWaitingMs').number() ?? 0,
      lastBatch: {
        size: head.at('lastBatch').at('size').number() ?? 0,
        milliseconds: head.at('lastBatch').at('milliseconds').number() ?? 0,
      },
      refusals: head
        .at('refusals')
        .entries()
        .map(([code, number]) => [code, number.number() ?? 0] as const),
    },
    balance: statement && {
      accepted: count('accepted'),
      counted: count('counted'),
      superseded: count('superseded'),
      incomplete: count('incomplete'),
      removed: count('removed'),
      underReview: count('underReview'),
    },
  };
}

const zones = new Set<string>();

/** An IANA zone that this machine knows; UTC for any other. */
function zone(name: string | undefined): string {
  if (name === undefined) return 'UTC';
  if (zones.has(name)) return name;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return 'UTC';
  }
  zones.add(name);
  return name;
}
