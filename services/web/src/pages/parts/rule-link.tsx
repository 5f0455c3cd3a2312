import { RULE_PATHS, type RulePath } from '@wsis/rule-book';
import { useAddress, usePage } from '../page-context.js';

const GROUPS = [...new Set(RULE_PATHS.map(ruleGroup))];

/** The chapter of a rule: `vote` of `vote.mayChange`. */
export function ruleGroup(path: RulePath): string {
  return path.split('.')[0] ?? '';
}

const NUMBERS = new Map(
  GROUPS.flatMap((group, chapter) =>
    RULE_PATHS.filter((path) => ruleGroup(path) === group).map(
      (path, place) => [path, `${chapter + 1}.${place + 1}`] as const,
    ),
  ),
);

/** The number under which a rule stands on its page: `5.2`. Its lasting address is its path. */
export function articleNumber(path: RulePath): string {
  return NUMBERS.get(path) ?? '';
}

/** Leads to the article behind a field, a step or a refusal. */
export function RuleLink({ edition, rule }: { edition: string; rule: RulePath }) {
  const { say } = usePage();
  const address = useAddress();
  return (
    <a class="rule-link" href={address(`/editions/${encodeURIComponent(edition)}/rules#${rule}`)}>
      {say('web.rules.article', { number: articleNumber(rule) })}
    </a>
  );
}

/** The rule that a refusal carries out, by its code. */
const RULE_OF_REFUSAL: Readonly<Record<string, RulePath>> = {
  'VOTING.CHANGE_NOT_ALLOWED': 'vote.mayChange',
  'VOTING.OWN_PROJECT': 'vote.ownProjectAllowed',
  'VOTING.NOMINEE_WITHDRAWN': 'vote.afterWithdrawal',
  'VOTING.NOMINEE_OTHER_CATEGORY': 'vote.afterMove',
  'VOTING.CLOSED': 'vote.graceSeconds',
  'IDENTITY.PROFILE_INCOMPLETE': 'vote.profile',
  'NOMINATIONS.PAST_WINNER': 'submission.pastWinnersEligible',
  'NOMINATIONS.ENTITY_LIMIT': 'submission.entityLimit',
  'NOMINATIONS.DUPLICATE_PROJECT': 'submission.sameProjectOnce',
  'NOMINATIONS.INCOMPLETE': 'submission.fields',
  'NOMINATIONS.SHORTLIST_FULL': 'screening.shortlistSize',
  'NOMINATIONS.MOVE_NOT_ALLOWED': 'screening.mayMoveCategory',
};

/** The article behind a refusal, on a page about an edition; nothing where no rule of the book stands behind it. */
export function RuleOfRefusal({ code }: { code: string }) {
  const { edition } = usePage();
  const rule = RULE_OF_REFUSAL[code];
  if (edition === undefined || rule === undefined) return null;
  return (
    <p>
      <RuleLink edition={edition} rule={rule} />
    </p>
  );
}
