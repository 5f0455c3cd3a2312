import { err, isLanguage, ok, type Result } from '@wsis/kernel';
import {
  Judging,
  type Assignment,
  type Panel,
  type PanelDecision,
  type PanelProgress,
  type Ranking,
  type Sheet,
} from '../../application/judging/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { ProjectText } from '../../domain/shown-text.js';
import { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Judges through the evaluation service, which alone knows what may be seen of whom. */
export class ServiceJudging extends Judging {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async assignments(visitor: Visitor, editionId: string): Promise<readonly Assignment[]> {
    const answer = await this.calls.read(visitor, 'evaluation', at(editionId, 'my/assignments'));
    return listOf(answer).map(assignmentOf);
  }

  async save(
    visitor: Visitor,
    editionId: string,
    nomineeId: string,
    { scores, comment, version }: Pick<Sheet, 'scores' | 'comment' | 'version'>,
  ): Promise<Result<{ readonly version: number }, Refused>> {
    const path = at(editionId, `sheets/${encodeURIComponent(nomineeId)}`);
    const saved = await this.calls.send(visitor, 'evaluation', 'PUT', path, {
      body: { scores, comment },
      base: version,
    });
    return saved.ok ? ok({ version: saved.value.at('version').number() ?? version + 1 }) : saved;
  }

  async seal(visitor: Visitor, editionId: string, nomineeId: string, version: string): Promise<Result<void, Refused>> {
    const path = at(editionId, `sheets/${encodeURIComponent(nomineeId)}/seal`);
    const sealed = await this.calls.send(visitor, 'evaluation', 'POST', path, { base: version });
    return sealed.ok ? ok(undefined) : sealed;
  }

  stepBack(visitor: Visitor, editionId: string, nomineeId: string, reason: string): Promise<Result<void, Refused>> {
    return this.post(visitor, at(editionId, 'conflicts'), { nomineeId, reason });
  }

  form(visitor: Visitor, editionId: string, panel: Panel): Promise<Result<void, Refused>> {
    return this.post(visitor, at(editionId, 'panels'), { panels: [panel] });
  }

  async panels(visitor: Visitor, editionId: string): Promise<readonly PanelProgress[]> {
    const answer = await this.calls.read(visitor, 'evaluation', at(editionId, 'panels'));
    return listOf(answer).map((panel) => ({
      category: panel.at('category').text() ?? '',
      chair: panel.at('chair').text(),
      members: panel
        .at('members')
        .items()
        .map((member) => member.text() ?? ''),
      entries: panel.at('entries').number() ?? 0,
      sealedSheets: panel.at('sealedSheets').number() ?? 0,
      conflicts: panel.at('conflicts').number() ?? 0,
      proposed: panel.at('proposed').flag(),
      decided: panel.at('decided').flag(),
    }));
  }

  async ranking(visitor: Visitor, editionId: string, category: string): Promise<Result<Ranking, Refused>> {
    try {
      const path = at(editionId, `panels/${encodeURIComponent(category)}/ranking`);
      return ok(rankingOf((await this.calls.read(visitor, 'evaluation', path)) ?? new Json(undefined)));
    } catch (error) {
      if (error instanceof ReadRefused && error.refused.status === 409) return err(error.refused);
      throw error;
    }
  }

  propose(visitor: Visitor, editionId: string, decision: PanelDecision): Promise<Result<void, Refused>> {
    return this.post(visitor, at(editionId, 'decisions'), { decisions: [decision] });
  }

  private async post(visitor: Visitor, path: string, body?: object): Promise<Result<void, Refused>> {
    const done = await this.calls.send(visitor, 'evaluation', 'POST', path, { body });
    return done.ok ? ok(undefined) : done;
  }
}

const at = (editionId: string, path: string) => `/editions/${encodeURIComponent(editionId)}/${path}`;
const listOf = (answer: Json | undefined): readonly Json[] => answer?.items() ?? [];

function assignmentOf(json: Json): Assignment {
  const conflict = json.at('conflict').text();
  const sheet = json.at('sheet');
  return {
    nomineeId: json.at('nomineeId').text() ?? '',
    number: json.at('number').number() ?? 0,
    category: json.at('category').text() ?? '',
    organisation: json.at('organisationName').text() ?? '',
    country: json.at('country').text() ?? '',
    submissionId: json.at('submissionId').text(),
    texts: conflict === undefined ? json.at('texts').entries().flatMap(textOf) : [],
    conflict,
    sheet: sheet.present
      ? {
          scores: Object.fromEntries(
            sheet
              .at('scores')
              .entries()
              .flatMap(([id, score]) => {
                const value = score.number();
                return value === undefined ? [] : [[id, value]];
              }),
          ),
          comment: sheet.at('comment').text() ?? '',
          version: sheet.at('version').number() ?? 0,
          sealed: sheet.at('sealed').flag(),
        }
      : undefined,
  };
}

function textOf([language, json]: readonly [string, Json]): ProjectText[] {
  if (!isLanguage(language)) return [];
  const state = json.at('state').text();
  return [
    {
      language,
      title: json.at('title').text() ?? '',
      shortDescription: json.at('shortDescription').text() ?? '',
      state: state === 'original' || state === 'checked' ? state : 'machine-draft',
    },
  ];
}

function rankingOf(json: Json): Ranking {
  const entries = new Map(
    json
      .at('entries')
      .items()
      .map((entry) => [entry.at('nomineeId').text(), entry]),
  );
  return {
    places: json
      .at('places')
      .items()
      .map((place) => {
        const entry = entries.get(place.at('nomineeId').text());
        return {
          nomineeId: place.at('nomineeId').text() ?? '',
          number: place.at('number').number() ?? 0,
          organisation: entry?.at('organisationName').text() ?? '',
          texts: entry?.at('texts').entries().flatMap(textOf) ?? [],
          rank: place.at('rank').number() ?? 0,
          sheets: place.at('sheets').number() ?? 0,
          mean: place.at('mean').text() ?? '',
          median: place.at('median').text() ?? '',
          severityAdjusted: place.at('severityAdjusted').text() ?? '',
        };
      }),
    leaders: json
      .at('leaders')
      .items()
      .flatMap((leader) => leader.text() ?? []),
    sure: json.at('sure').flag(),
    proposal: proposalOf(json.at('proposal')),
  };
}

function proposalOf(json: Json): Ranking['proposal'] {
  const state = json.at('state').text();
  return state === 'waiting' || state === 'refused' ? { state, reason: json.at('reason').text() } : undefined;
}
