import { isLanguage, ok, type Language, type Result } from '@wsis/kernel';
import { parseRuleBook, type RuleBook } from '@wsis/rule-book';
import { PartAway, type Page } from '../../application/ports.js';
import { RecentReads } from '../../application/recent-reads.js';
import type { Refused } from '../../application/refused.js';
import {
  RELATIONS,
  SUBMISSION_STATES,
  Submissions,
  type MyLine,
  type MyOrganisation,
  type PictureFile,
  type Submission,
  type SubmissionContent,
  type SubmissionLine,
  type SubmissionPicture,
  type SubmissionState,
  type SubmissionText,
  type WrittenDraft,
} from '../../application/submissions/ports.js';
import { NOBODY, type Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const LINES_A_PAGE = 50;
/** How long the rules of an edition serve all who write; they hardly ever change. */
const KEEP_MS = 10_000;

/** Reads and changes submissions through nominations, and knows their form from the competition. */
export class ServiceSubmissions extends Submissions {
  private readonly recent: RecentReads;

  constructor(
    private readonly calls: ServiceCalls,
    now: () => number,
  ) {
    super();
    this.recent = new RecentReads(KEEP_MS, now);
  }

  rules(editionId: string): Promise<RuleBook | undefined> {
    const path = `/editions/${encodeURIComponent(editionId)}/rule-book`;
    return this.recent.get(path, async () => {
      const answer = await this.calls.read(NOBODY, 'competition', path, { as: 'none' });
      if (answer === undefined) return undefined;
      const parsed = parseRuleBook(answer.at('ruleBook').raw);
      if (!parsed.ok) throw new PartAway('competition');
      return parsed.value;
    });
  }

  async mine(visitor: Visitor, editionId: string, cursor?: string): Promise<Page<MyLine>> {
    const query = new URLSearchParams({ limit: String(LINES_A_PAGE), ...(cursor === undefined ? {} : { cursor }) });
    const path = `/editions/${encodeURIComponent(editionId)}/my/submissions?${query.toString()}`;
    const answer = await this.calls.read(visitor, 'nominations', path);
    return pageOf(answer, (entry) => lineOf(entry).map((line) => ({ ...line, own: entry.at('own').flag() })));
  }

  async search(visitor: Visitor, editionId: string, words: string, limit: number): Promise<readonly SubmissionLine[]> {
    const query = new URLSearchParams({ q: words, limit: String(limit) }).toString();
    const path = `/editions/${encodeURIComponent(editionId)}/submissions?${query}`;
    return linesOf(await this.calls.read(visitor, 'nominations', path)).items;
  }

  async find(visitor: Visitor, id: string): Promise<Submission | undefined> {
    const answer = await this.calls.read(visitor, 'nominations', at(id));
    return answer && submissionOf(answer);
  }

  async organisations(visitor: Visitor): Promise<readonly MyOrganisation[]> {
    const answer = await this.calls.read(visitor, 'identity', '/organisations');
    return (answer?.at('items').items() ?? []).flatMap((entry) => {
      const [id, name] = [entry.at('organisationId').text(), entry.at('name').text()];
      return id === undefined || name === undefined || entry.at('state').text() !== 'active' ? [] : [{ id, name }];
    });
  }

  async begin(visitor: Visitor, editionId: string, content: SubmissionContent): Promise<Result<WrittenDraft, Refused>> {
    const path = `/editions/${encodeURIComponent(editionId)}/submissions`;
    return written(await this.calls.send(visitor, 'nominations', 'POST', path, { body: content }));
  }

  async save(visitor: Visitor, from: Submission, content: SubmissionContent): Promise<Result<WrittenDraft, Refused>> {
    const { generated, pastProject } = from;
    const { language, organisationId, values } = content;
    const body = {
      language,
      organisationId,
      values,
      generated,
      ...(present(pastProject) ? { pastProject: withoutNulls(pastProject) } : {}),
    };
    return written(await this.calls.send(visitor, 'nominations', 'PUT', at(from.id), { body, base: from.version }));
  }

  async handIn(visitor: Visitor, id: string, version: string): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'nominations', 'POST', `${at(id)}/submission`, { base: version }));
  }

  async withdraw(visitor: Visitor, id: string, reason: string): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'nominations', 'POST', `${at(id)}/withdrawal`, { body: { reason } }));
  }

  async addPicture(
    visitor: Visitor,
    id: string,
    picture: { readonly type: string; readonly content: Buffer; readonly description: string },
  ): Promise<Result<void, Refused>> {
    const query = new URLSearchParams({ description: picture.description }).toString();
    return nothing(
      await this.calls.send(visitor, 'nominations', 'POST', `${at(id)}/pictures?${query}`, {
        body: picture.content,
        headers: { 'content-type': picture.type },
      }),
    );
  }

  async removePicture(visitor: Visitor, id: string, pictureId: string): Promise<Result<void, Refused>> {
    const path = `${at(id)}/pictures/${encodeURIComponent(pictureId)}`;
    return nothing(await this.calls.send(visitor, 'nominations', 'DELETE', path));
  }

  pictureFile(visitor: Visitor, id: string, file: string): Promise<PictureFile | undefined> {
    return this.calls.file(visitor, 'nominations', `${at(id)}/pictures/${encodeURIComponent(file)}`);
  }
}

const at = (id: string) => `/submissions/${encodeURIComponent(id)}`;
const nothing = (answer: Result<Json, Refused>): Result<void, Refused> => (answer.ok ? ok(undefined) : answer);
const present = (value: unknown): value is object => typeof value === 'object' && value !== null;
/** What is optional is left out where nothing stands in it. */
const withoutNulls = (value: object) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));

function written(answer: Result<Json, Refused>): Result<WrittenDraft, Refused> {
  if (!answer.ok) return answer;
  const json = answer.value;
  return ok({
    id: json.at('id').text() ?? '',
    version: json.at('version').number() ?? 0,
    problems: json
      .at('problems')
      .items()
      .map((problem) => ({
        field: problem.at('field').text() ?? '',
        rule: problem.at('rule').text() ?? '',
        params: (problem.at('params').raw ?? {}) as Readonly<Record<string, string | number>>,
      })),
  });
}

/** A page of submissions, as nominations lists them. */
export function linesOf(json: Json | undefined): Page<SubmissionLine> {
  return pageOf(json, lineOf);
}

function pageOf<T>(json: Json | undefined, itemOf: (entry: Json) => readonly T[]): Page<T> {
  return { items: (json?.at('items').items() ?? []).flatMap(itemOf), nextCursor: json?.at('nextCursor').text() };
}

function lineOf(entry: Json): SubmissionLine[] {
  const [id, state] = [entry.at('id').text(), stateOf(entry.at('state'))];
  if (id === undefined || state === undefined) return [];
  return [
    {
      id,
      state,
      category: entry.at('category').text(),
      title: entry.at('title').text() ?? '',
      organisation: entry.at('organisationName').text(),
      submittedAt: entry.at('submittedAt').instant(),
    },
  ];
}

function submissionOf(json: Json): Submission | undefined {
  const [id, state, language] = [json.at('id').text(), stateOf(json.at('state')), languageOf(json.at('language'))];
  if (id === undefined || state === undefined || language === undefined) return undefined;
  return {
    id,
    state,
    language,
    editionId: json.at('edition').text() ?? '',
    version: json.at('version').number() ?? 0,
    category: json.at('category').text(),
    organisationId: json.at('organisationId').text(),
    submitterAccountId: json.at('submitterAccountId').text(),
    relation: RELATIONS.find((relation) => relation === json.at('relation').text()),
    savedBy: json.at('savedBy').text(),
    savedAt: json.at('savedAt').instant(),
    values: valuesOf(json.at('values')),
    texts: json.at('texts').items().flatMap(textOf),
    pictures: json.at('pictures').items().flatMap(pictureOf),
    history: json
      .at('history')
      .items()
      .flatMap((entry) => {
        const [at, after] = [entry.at('happenedAt').instant(), stateOf(entry.at('toState'))];
        if (at === undefined || after === undefined) return [];
        return [{ at, state: after, what: entry.at('what').text() ?? '', reason: entry.at('reason').text() ?? '' }];
      }),
    conflicts: json
      .at('conflicts')
      .items()
      .map((conflict) => ({
        accountId: conflict.at('accountId').text() ?? '',
        reason: conflict.at('reason').text() ?? '',
        at: conflict.at('declaredAt').instant(),
      })),
    generated: json.at('generated').flag(),
    pastProject: json.at('pastProject').raw,
    submittedAt: json.at('submittedAt').instant(),
  };
}

function textOf(json: Json): SubmissionText[] {
  const [language, state] = [languageOf(json.at('language')), json.at('state').text()];
  if (language === undefined) return [];
  const known = state === 'original' || state === 'checked' ? state : 'machine-draft';
  return [{ language, state: known, values: valuesOf(json.at('values')) }];
}

function pictureOf(json: Json): SubmissionPicture[] {
  const id = json.at('id').text();
  if (id === undefined) return [];
  const descriptions = json.at('descriptions').entries();
  return [
    {
      id,
      descriptions: Object.fromEntries(
        descriptions.flatMap(([language, text]) => (isLanguage(language) ? [[language, text.text() ?? '']] : [])),
      ),
      sizes: json
        .at('variants')
        .items()
        .flatMap((variant) => {
          const [file, width, height] = [
            variant.at('file').text(),
            variant.at('width').number(),
            variant.at('height').number(),
          ];
          return file === undefined || width === undefined || height === undefined ? [] : [{ file, width, height }];
        })
        .sort((a, b) => a.width - b.width),
    },
  ];
}

const valuesOf = (json: Json) => Object.fromEntries(json.entries().map(([name, value]) => [name, value.raw]));

function languageOf(json: Json): Language | undefined {
  const language = json.text();
  return isLanguage(language) ? language : undefined;
}

/** A state of a submission that these pages know. */
export function stateOf(json: Json): SubmissionState | undefined {
  return SUBMISSION_STATES.find((state) => state === json.text());
}
