/** Begins with the specs that take longest, so that no worker is left alone with one at the end. */
import Sequencer from '@jest/test-sequencer';

/** By what they take on two processors, longest first; Jest itself knows only what ran here before. */
const LONG = [
  'whole-edition.e2e',
  'access-matrix.e2e',
  'refused-forms.e2e',
  'desk.e2e',
  'voter-journey.e2e',
  'islands.e2e',
  'dress-rehearsals.int',
  'access.int',
  'embedded-postgres.int',
  'generators',
];

const rank = ({ path }) => {
  const at = LONG.findIndex((name) => path.includes(`/${name}.spec.`));
  return at === -1 ? LONG.length : at;
};

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return sorted
      .map((test, at) => ({ test, at }))
      .toSorted((a, b) => rank(a.test) - rank(b.test) || a.at - b.at)
      .map(({ test }) => test);
  }
}
