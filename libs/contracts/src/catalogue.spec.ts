import {
  AccountVerifiedSchema,
  Catalogue,
  catalogue,
  contractFiles,
  PlannedPhaseSchema,
  RulesAdoptedSchema,
  topics,
} from './index.js';

describe('The catalogue of events', () => {
  it('has a topic for every event of the contracts', () => {
    expect(catalogue.problems()).toEqual([]);
  });

  it('names a type after its message', () => {
    expect(catalogue.of(RulesAdoptedSchema)).toMatchObject({
      type: 'competition.rules-adopted.v1',
      topic: 'competition.rules.v1',
      producer: 'competition',
    });
    expect(catalogue.find('competition.rules-adopted.v1')?.schema).toBe(RulesAdoptedSchema);
  });

  it('says which message has no topic', () => {
    const without = new Catalogue(
      topics.filter((topic) => topic.name !== 'competition.rules.v1'),
      contractFiles,
    );
    expect(() => without.check()).toThrow('competition.v1.RulesAdopted has no topic');
    expect(() => without.of(RulesAdoptedSchema)).toThrow('competition.v1.RulesAdopted has no topic');
  });

  it('refuses a message with two topics, a foreign message, and a topic without partitions', () => {
    const broken = new Catalogue(
      [
        ...topics,
        {
          name: 'competition.extra.v1',
          producer: 'competition',
          key: 'x',
          partitions: 0,
          schemas: [AccountVerifiedSchema],
        },
      ],
      contractFiles,
    );
    expect(broken.problems()).toEqual([
      'topic competition.extra.v1 needs at least one partition',
      'identity.v1.AccountVerified is not of competition, which produces competition.extra.v1',
      'identity.v1.AccountVerified has 2 topics',
    ]);
  });

  it('does not take a part of an event for an event', () => {
    expect(() => catalogue.of(PlannedPhaseSchema)).toThrow('has no topic');
  });
});
