import { createHash } from 'node:crypto';
import { NOMINEE_ORDERS, orderOfVoter, placeInOrder } from './nominee-order.js';

const listHash = createHash('sha256').update('a list').digest('hex');
const shuffled = (order: number, nominees: readonly number[]) =>
  nominees
    .map((nominee) => ({ nominee, place: placeInOrder(listHash, 'C1', order, nominee) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ nominee }) => nominee);

it('is what sha256sum says of the lines', () => {
  const lines = `wsis-prizes order v1\n${listHash}\nC1\n12\n345\n`;
  expect(placeInOrder(listHash, 'C1', 12, 345)).toBe(createHash('sha256').update(lines).digest('hex'));
});

it('sends each voter to one of the orders, evenly, and always to the same', () => {
  const counts = new Array<number>(NOMINEE_ORDERS).fill(0);
  for (let voter = 0; voter < 6_400; voter++) counts[orderOfVoter(`voter ${voter}`)]! += 1;
  expect(orderOfVoter('0195b6a0-0000-7000-8000-000000000001')).toBe(
    orderOfVoter('0195b6a0-0000-7000-8000-000000000001'),
  );
  // 100 are expected of each; a fair draw leaves this band less than once in a million runs, and this draw is fixed.
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(150);
});

it('shows everybody first, in the middle and last about equally often', () => {
  const nominees = [1, 2, 3, 4];
  const first = new Map<number, number>();
  const orders = new Set<string>();
  for (let order = 0; order < NOMINEE_ORDERS; order++) {
    const shown = shuffled(order, nominees);
    orders.add(shown.join());
    first.set(shown[0]!, (first.get(shown[0]!) ?? 0) + 1);
  }
  expect(orders.size).toBeGreaterThan(18);
  for (const nominee of nominees) expect(first.get(nominee)).toBeGreaterThan(6);
});
