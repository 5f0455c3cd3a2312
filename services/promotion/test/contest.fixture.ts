import { randomUUID } from 'node:crypto';
import {
  DecisionCertifiedSchema,
  EditionCreatedSchema,
  NomineeListedSchema,
  NomineeListFrozenSchema,
  NomineeWithdrawnSchema,
  RulesAdoptedSchema,
  TallyCertifiedSchema,
} from '@wsis/contracts';
import { event, type OutgoingEvent } from '@wsis/messaging';
import { canonicalRuleBook, demonstration2026, hashRuleBook } from '@wsis/rule-book';

export interface ListedNominee {
  readonly nomineeId: string;
  readonly number: number;
  readonly category: string;
  readonly title: string;
}

/** A small contest, told as the events of the other services. */
export class Contest {
  readonly editionId = `edition-${randomUUID().slice(0, 8)}`;
  readonly nominees: readonly ListedNominee[];

  constructor(categories: readonly string[], perCategory: number) {
    this.nominees = categories.flatMap((category, place) =>
      Array.from({ length: perCategory }, (_, index) => {
        const number = place * perCategory + index + 1;
        return { nomineeId: randomUUID(), number, category, title: `Project ${this.editionId} ${number}` };
      }),
    );
  }

  of(category: string): readonly ListedNominee[] {
    return this.nominees.filter((nominee) => nominee.category === category);
  }

  created(): OutgoingEvent[] {
    const { editionId } = this;
    return [
      event(
        EditionCreatedSchema,
        { editionId, year: 2026, name: 'WSIS Prizes 2026', timeZone: 'Europe/Zurich' },
        { key: editionId, version: 1 },
      ),
      event(
        RulesAdoptedSchema,
        {
          editionId,
          rulesVersion: 1,
          ruleBookJson: canonicalRuleBook(demonstration2026),
          ruleBookHash: hashRuleBook(demonstration2026),
        },
        { key: editionId, version: 1 },
      ),
    ];
  }

  listed(): OutgoingEvent[] {
    const { editionId } = this;
    return this.nominees.map(({ nomineeId, number, category, title }) =>
      event(
        NomineeListedSchema,
        {
          nomineeId,
          editionId,
          number,
          category,
          organisationName: `Organisation ${number}`,
          submitterAccountId: randomUUID(),
          country: 'CH',
          texts: [{ language: 'en', title, shortDescription: 'What it does', state: 'original' }],
          generated: true,
        },
        { key: editionId, version: number },
      ),
    );
  }

  frozen(): OutgoingEvent[] {
    const nomineeCount = this.nominees.length;
    return [
      event(
        NomineeListFrozenSchema,
        { editionId: this.editionId, listVersion: 1, nomineeCount, listHash: 'ab'.repeat(32) },
        { key: this.editionId, version: nomineeCount + 1 },
      ),
    ];
  }

  withdrawn({ nomineeId, number, category }: ListedNominee): OutgoingEvent[] {
    return [
      event(
        NomineeWithdrawnSchema,
        { nomineeId, editionId: this.editionId, number, category, listVersion: 2, reason: 'at its own wish' },
        { key: this.editionId, version: this.nominees.length + 2 },
      ),
    ];
  }

  /** The first so many nominees of each category are Champions, in the order of their numbers. */
  tallied(perCategory: number): OutgoingEvent[] {
    const categories = [...new Set(this.nominees.map(({ category }) => category))];
    const champions = categories.flatMap((category) =>
      this.of(category).map(({ nomineeId, number }, index) => ({
        nomineeId,
        number,
        category,
        rank: index + 1,
        champion: index < perCategory,
      })),
    );
    return [
      event(
        TallyCertifiedSchema,
        { editionId: this.editionId, resultHash: 'cd'.repeat(32), champions },
        { key: this.editionId, version: 1 },
      ),
    ];
  }

  decided(
    category: string,
    winner: ListedNominee | undefined,
    recognised: readonly ListedNominee[] = [],
  ): OutgoingEvent[] {
    return [
      event(
        DecisionCertifiedSchema,
        {
          editionId: this.editionId,
          category,
          outcome: winner ? 'winner' : 'no-winner',
          winnerNomineeId: winner?.nomineeId ?? '',
          specialRecognitionNomineeIds: recognised.map(({ nomineeId }) => nomineeId),
          statement: winner ? '' : 'No entry reached the threshold',
          sheetsHash: 'ef'.repeat(32),
        },
        { key: `${this.editionId}/${category}`, version: 1 },
      ),
    ];
  }
}
