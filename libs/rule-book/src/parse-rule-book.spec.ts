import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  canonicalRuleBook,
  demonstration2026,
  edition2015,
  hashRuleBook,
  listAssumptions,
  parseRuleBook,
  PROBLEM_RULES,
  RULE_PATHS,
  type RuleBook,
} from './index.js';

type Json = Record<string, any>;

const copyOf = (ruleBook: RuleBook): Json => JSON.parse(JSON.stringify(ruleBook)) as Json;

/** Problems of the demonstration rule book after one change, as `field: rule`. */
function problemsAfter(change: (book: Json) => void): string[] {
  const book = copyOf(demonstration2026);
  change(book);
  const result = parseRuleBook(book);
  return result.ok ? [] : result.error.map(({ field, rule }) => `${field}: ${rule}`);
}

describe.each([
  ['demonstration 2026', demonstration2026],
  ['edition 2015', edition2015],
])('the rule book of %s', (_name, seed) => {
  it('is valid', () => {
    expect(parseRuleBook(seed)).toEqual({ ok: true, value: seed });
  });

  it('survives its canonical bytes unchanged', () => {
    const read = parseRuleBook(JSON.parse(new TextDecoder().decode(canonicalRuleBook(seed))));
    expect(read).toEqual({ ok: true, value: seed });
  });

  it('hashes alike whatever the order of its members', () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, each]) => [key, turned(each)]),
            )
          : value;
    expect(hashRuleBook(turned(seed) as RuleBook)).toBe(hashRuleBook(seed));
  });

  it('says why it assumes what it assumes', () => {
    const assumptions = listAssumptions(seed);
    expect(assumptions.length).toBeGreaterThan(20);
    for (const { note } of assumptions) expect(note).not.toBe('');
  });
});

describe('what the seeds promise', () => {
  it('the demonstration is the contest that the rehearsal plays', () => {
    expect(demonstration2026).toMatchObject({
      categories: { length: 18 },
      screening: { shortlistSize: 20 },
      vote: { categoriesRequired: 1, mayChange: true, graceSeconds: 0 },
      count: { topN: 5 },
      evaluation: { winnersPerCategory: 1 },
      submission: { pastWinnersEligible: false },
    });
  });

  it('2015 keeps its own rules', () => {
    expect(edition2015).toMatchObject({
      categories: { length: 18 },
      screening: { shortlistSize: null },
      vote: { categoriesRequired: 18, mayChange: false, ownProjectAllowed: false },
      count: { topN: 3 },
      submission: { entityLimit: { perCategory: null } },
    });
  });

  it('every rule has its provenance, and no rule is missing from the list', () => {
    const groups = ['languages', 'submission', 'screening', 'vote', 'count', 'evaluation'] as const;
    const leaves = groups.flatMap((group) => Object.keys(demonstration2026[group]).map((key) => `${group}.${key}`));
    expect([...RULE_PATHS].sort()).toEqual(['categories', ...leaves].sort());
  });
});

describe('golden hashes', () => {
  // A change of a seed changes its hash: adopt the new value on purpose, never to make this pass.
  it('of the seeds', () => {
    expect({ demonstration2026: hashRuleBook(demonstration2026), edition2015: hashRuleBook(edition2015) }).toEqual({
      demonstration2026: 'd2ab22f68a8e85cf0cbefd8bbeb279d710ee97ec368057b4e1443162eed0a77d',
      edition2015: '3301d4d83e1bc16e83a7ec621fd2555197f54d943f0e265fb4beb6e37a8a1d73',
    });
  });

  it('follow RFC 8785: sorted members, shortest numbers, no spaces, UTF-8', () => {
    const value = { b: [1, -0, 1e21, 'é\u20ac\n"'], a: { Z: null, '\u00e9': true, a: false } } as unknown as RuleBook;
    const bytes = canonicalRuleBook(value);
    expect(new TextDecoder().decode(bytes)).toBe('{"a":{"Z":null,"a":false,"é":true},"b":[1,0,1e+21,"é€\\n\\""]}');
    expect(hashRuleBook(value)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(hashRuleBook({} as RuleBook)).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});

describe('a rule book is refused, naming field and rule, when', () => {
  it.each<[string, (book: Json) => void, string]>([
    ['the quorum is negative', (b) => (b.evaluation.quorum = -1), 'evaluation.quorum: minimum'],
    ['the quorum is zero', (b) => (b.evaluation.quorum = 0), 'evaluation.quorum: minimum'],
    ['the quorum is above the panel size', (b) => (b.evaluation.quorum = 6), 'evaluation.quorum: maximum'],
    ['the quorum is half a person', (b) => (b.evaluation.quorum = 2.5), 'evaluation.quorum: type'],
    ['the quorum is a text', (b) => (b.evaluation.quorum = '3'), 'evaluation.quorum: type'],
    ['the quorum is missing', (b) => delete b.evaluation.quorum, 'evaluation.quorum: required'],
    ['top N is above the shortlist', (b) => (b.count.topN = 21), 'count.topN: maximum'],
    [
      'more winners than Champions',
      (b) => (b.evaluation.winnersPerCategory = 6),
      'evaluation.winnersPerCategory: maximum',
    ],
    ['weights do not sum', (b) => (b.evaluation.criteria[0].weight = '1/3'), 'evaluation.criteria: sum'],
    [
      'a weight is a decimal',
      (b) => (b.evaluation.criteria[0].weight = '0.25'),
      'evaluation.criteria.0.weight: pattern',
    ],
    [
      'a weight is negative',
      (b) => (b.evaluation.criteria[0].weight = '-1/4'),
      'evaluation.criteria.0.weight: pattern',
    ],
    [
      'a weight divides by zero',
      (b) => (b.evaluation.criteria[0].weight = '1/0'),
      'evaluation.criteria.0.weight: pattern',
    ],
    [
      'criteria repeat',
      (b) => (b.evaluation.criteria[1].id = b.evaluation.criteria[0].id),
      'evaluation.criteria.1.id: unique',
    ],
    [
      'more categories are required than exist',
      (b) => (b.vote.categoriesRequired = 19),
      'vote.categoriesRequired: maximum',
    ],
    ['no category is required', (b) => (b.vote.categoriesRequired = 0), 'vote.categoriesRequired: minimum'],
    ['a code repeats', (b) => (b.categories[1].code = 'C1'), 'categories.1.code: unique'],
    ['a category number repeats', (b) => (b.categories[1].number = 1), 'categories.1.number: unique'],
    ['a code holds markup', (b) => (b.categories[1].code = '<b>'), 'categories.1.code: pattern'],
    ['a name lacks a language', (b) => delete b.categories[0].names.ar, 'categories.0.names.ar: required'],
    [
      'a name has a seventh language',
      (b) => (b.categories[0].names.de = { text: 'x', checked: true }),
      'categories.0.names.de: unknown',
    ],
    ['there is no category', (b) => (b.categories = []), 'categories: items-minimum'],
    ['a field is unknown', (b) => (b.vote.weighting = 'double'), 'vote.weighting: unknown'],
    ['a tie-breaker is unknown', (b) => b.count.tieBreakers.unshift('coin'), 'count.tieBreakers.0: one-of'],
    ['the tie-breakers do not decide', (b) => b.count.tieBreakers.pop(), 'count.tieBreakers.1: final'],
    [
      'a tie-breaker follows a final one',
      (b) => b.count.tieBreakers.push('fewer-removed-votes'),
      'count.tieBreakers.2: final',
    ],
    [
      'a tie-breaker repeats',
      (b) => b.count.tieBreakers.unshift('more-distinct-countries'),
      'count.tieBreakers.1: unique',
    ],
    [
      'a tie-breaker needs a fact that is not kept',
      (b) => (b.vote.facts = ['stakeholderType']),
      'count.tieBreakers.0: reference',
    ],
    ['a fact is not asked for', (b) => b.vote.profile.pop(), 'vote.facts.0: reference'],
    ['a fact is optional for voters', (b) => (b.vote.profile[3].required = false), 'vote.facts.0: reference'],
    ['a lot has no seed', (b) => (b.count.tieBreakers = ['drawn-by-lot-from-public-seed']), 'count.lotSeed: required'],
    ['the scale is upside down', (b) => (b.evaluation.scale.minimum = 9), 'evaluation.scale.maximum: minimum'],
    [
      'an anchor is off the scale',
      (b) => (b.evaluation.scale.anchors[1].score = 7),
      'evaluation.scale.anchors.1.score: maximum',
    ],
    [
      'the top of the scale has no meaning',
      (b) => b.evaluation.scale.anchors.pop(),
      'evaluation.scale.anchors: required',
    ],
    ['an appeal has no time', (b) => (b.evaluation.appeal.allowed = true), 'evaluation.appeal.windowHours: minimum'],
    ['no appeal has time', (b) => (b.evaluation.appeal.windowHours = 9), 'evaluation.appeal.windowHours: maximum'],
    ['grace is negative', (b) => (b.vote.graceSeconds = -1), 'vote.graceSeconds: minimum'],
    ['the shortlist is empty', (b) => (b.screening.shortlistSize = 0), 'screening.shortlistSize: minimum'],
    [
      'a limit is zero',
      (b) => (b.submission.entityLimit.perCategory = 0),
      'submission.entityLimit.perCategory: minimum',
    ],
    [
      'a submission language has no pages',
      (b) => ((b.languages.interface = ['fr']), (b.languages.prevailing = 'fr')),
      'submission.languages.0: reference',
    ],
    [
      'the prevailing language has no pages',
      (b) => (b.languages.interface = ['fr']),
      'languages.prevailing: reference',
    ],
    [
      'names must be checked and are not',
      (b) => (b.languages.gate.categoryNames = 'checked'),
      'categories.0.names.zh: checked',
    ],
    [
      'a stakeholder type repeats',
      (b) => b.submission.stakeholderTypes.push('other'),
      'submission.stakeholderTypes.7: unique',
    ],
    ['a form field repeats', (b) => (b.submission.fields[1].id = 'title'), 'submission.fields.1.id: unique'],
    ['a core field is missing', (b) => b.submission.fields.shift(), 'submission.fields: required'],
    [
      'a core field is of another type',
      (b) => (b.submission.fields[0].type = 'textarea'),
      'submission.fields: reference',
    ],
    [
      'word limits cross',
      (b) => ((b.submission.fields[0].maxWords = 5), (b.submission.fields[0].minWords = 6)),
      'submission.fields.0.minWords: maximum',
    ],
    [
      'a text has no hard limit',
      (b) => (b.submission.fields[0].maxCharacters = null),
      'submission.fields.0.maxCharacters: required',
    ],
    [
      'a choice has no answers',
      (b) => (b.submission.fields[2].options = null),
      'submission.fields.2.options: required',
    ],
    ['a text has answers', (b) => (b.submission.fields[0].options = 'sdgs'), 'submission.fields.0.options: unknown'],
    ['a rule has no provenance', (b) => delete b.provenance['vote.mayChange'], 'provenance.vote.mayChange: required'],
    [
      'an assumption has no reason',
      (b) => (b.provenance['vote.mayChange'] = { status: 'assumption' }),
      'provenance.vote.mayChange.note: required',
    ],
    ['the format is another', (b) => (b.schemaVersion = 2), 'schemaVersion: one-of'],
    ['the name is blank', (b) => (b.name = ' '), 'name: required'],
    ['a text holds half a character', (b) => (b.name = 'a\ud800'), 'name: pattern'],
    ['a list is an object', (b) => (b.categories = { length: 18 }), 'categories: type'],
  ])('%s', (_case, change, expected) => {
    expect(problemsAfter(change)).toContain(expected);
  });

  it('a member is called __proto__', () => {
    const book = JSON.parse(`{"__proto__": {"x": 1}, ${JSON.stringify(demonstration2026).slice(1)}`) as unknown;
    expect(parseRuleBook(book)).toEqual({ ok: false, error: [{ field: '__proto__', rule: 'unknown', params: {} }] });
  });

  it('it is not an object at all', () => {
    for (const input of [null, undefined, 3, 'x', [], true]) {
      expect(parseRuleBook(input)).toEqual({
        ok: false,
        error: [{ field: '', rule: 'type', params: { expected: 'object' } }],
      });
    }
  });

  it('several things are wrong: all are named', () => {
    const problems = problemsAfter((book) => {
      book.evaluation.quorum = -1;
      book.count.topN = 'five';
      delete book.vote;
    });
    expect(problems).toEqual(['vote: required', 'count.topN: type', 'evaluation.quorum: minimum']);
  });
});

describe('for any input', () => {
  /** Every address of a value inside the demonstration rule book. */
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (path.length > 0) paths.push(path);
    if (Array.isArray(value)) value.slice(0, 2).forEach((each, index) => walk(each, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
    }
  };
  walk(demonstration2026, []);

  it('the reader answers, never throws, and uses known rule names', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const result = parseRuleBook(input);
        expect(result.ok).toBe(false);
        if (!result.ok) for (const { rule } of result.error) expect(PROBLEM_RULES).toContain(rule);
      }),
    );
  });

  it('a rule book with one value replaced is read exactly as given or refused at that place or for what it relates to', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const book = copyOf(demonstration2026);
        let holder: any = book;
        for (const step of path.slice(0, -1)) holder = holder[step];
        holder[path.at(-1)!] = value;
        const result = parseRuleBook(book);
        if (result.ok) expect(canonicalRuleBook(result.value)).toEqual(canonicalRuleBook(book as RuleBook));
        else expect(result.error.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('a rule book with one value removed is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths.filter((path) => typeof path.at(-1) === 'string')), (path) => {
        const leaf = path.at(-1)!;
        // Only the source and the note of a provenance may be missing.
        fc.pre(leaf !== 'source' && leaf !== 'note');
        const problems = problemsAfter((book) => {
          let holder: any = book;
          for (const step of path.slice(0, -1)) holder = holder[step];
          delete holder[leaf];
        });
        expect(problems).toContain(`${path.join('.')}: required`);
      }),
      { numRuns: 300 },
    );
  });
});
