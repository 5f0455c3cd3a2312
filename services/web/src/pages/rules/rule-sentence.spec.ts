import { hasMessage } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import { RULE_PATHS, demonstration2026, edition2015, type RuleBook, type RulePath } from '@wsis/rule-book';
import { ruleSentence } from './rule-sentence.js';

const english = (ruleBook: RuleBook, path: RulePath) =>
  ruleSentence('en', ruleBook, path).replaceAll(/[\u2066-\u2069]/g, '');

describe('A rule in plain words', () => {
  it('has a message of its own, and shows no bare value in any language', () => {
    expect(RULE_PATHS.filter((path) => !hasMessage(`web.article.${path}`))).toEqual([]);
    const bare = LANGUAGES.flatMap((language) =>
      [demonstration2026, edition2015].flatMap((ruleBook) =>
        RULE_PATHS.map((path) => ruleSentence(language, ruleBook, path)).filter((sentence) =>
          /web\.|[{}]|undefined|\bnone\b|\[object|machine[_-]draft/.test(sentence),
        ),
      ),
    );
    expect(bare).toEqual([]);
  });

  it.each<[RulePath, RuleBook, string]>([
    [
      'vote.categoriesRequired',
      edition2015,
      'A ballot counts once the number of categories with a choice is at least 18.',
    ],
    [
      'vote.mayChange',
      demonstration2026,
      'A saved choice may be changed until the vote closes; the last version counts.',
    ],
    ['vote.mayChange', edition2015, 'A saved choice cannot be changed; later saves only fill empty categories.'],
    ['vote.reminderHours', edition2015, 'No reminders are sent.'],
    ['vote.graceSeconds', demonstration2026, 'Nothing is accepted after the close, not even one second later.'],
    ['screening.shortlistSize', edition2015, 'A category may have any number of nominees.'],
    [
      'submission.thirdParty',
      demonstration2026,
      'Somebody else’s project may be submitted only with its owner’s consent.',
    ],
    [
      'count.tieBreakers',
      demonstration2026,
      'When nominees have equally many votes, these decide, in this order: votes from more countries, votes from more types of stakeholders and nobody: all that are equal share the rank.',
    ],
  ])('says %s as the edition has decided it', (path, ruleBook, sentence) => {
    expect(english(ruleBook, path)).toBe(sentence);
  });

  it('says every decision of a rule differently', () => {
    const changed = (vote: Partial<RuleBook['vote']>): RuleBook => ({
      ...demonstration2026,
      vote: { ...demonstration2026.vote, ...vote },
    });
    for (const language of LANGUAGES) {
      const sentence = (mayChange: boolean) => ruleSentence(language, changed({ mayChange }), 'vote.mayChange');
      expect(sentence(true)).not.toBe(sentence(false));
      const lost = (afterWithdrawal: 'reopened' | 'spent') =>
        ruleSentence(language, changed({ afterWithdrawal }), 'vote.afterWithdrawal');
      expect(lost('reopened')).not.toBe(lost('spent'));
    }
  });
});
