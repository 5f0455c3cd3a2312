import { DearAnswers } from './dear-answers.js';

let now = 0;
let counted = 0;
const answers = () => new DearAnswers(() => now);
const taking = (ms: number) => async () => {
  now += ms;
  counted += 1;
  return counted;
};

beforeEach(() => {
  now = 0;
  counted = 0;
});

it('remembers what was dear for twenty times as long as it took', async () => {
  const dear = answers();
  expect(await dear.get('mails', taking(200))).toBe(1);
  now += 3_999;
  expect(await dear.get('mails', taking(200))).toBe(1);
  expect(await dear.get('other mails', taking(200))).toBe(2);
  now += 200;
  expect(await dear.get('mails', taking(200))).toBe(3);
});

it('asks for what is cheap each time', async () => {
  const dear = answers();
  expect([await dear.get('mails', taking(5)), await dear.get('mails', taking(5))]).toEqual([1, 2]);
});

it('gives those who ask at once the same answer, and remembers no failure', async () => {
  const dear = answers();
  const [one, other] = await Promise.all([dear.get('mails', taking(5)), dear.get('mails', taking(5))]);
  expect([one, other]).toEqual([1, 1]);
  const failing = async () => {
    now += 500;
    throw new Error('away');
  };
  await expect(dear.get('broken', failing)).rejects.toThrow('away');
  expect(await dear.get('broken', taking(5))).toBe(2);
});
