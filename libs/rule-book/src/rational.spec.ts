import fc from 'fast-check';
import { Rational } from './index.js';

const fraction = fc
  .tuple(fc.bigInt({ min: -10_000n, max: 10_000n }), fc.bigInt({ min: 1n, max: 10_000n }))
  .map(([n, d]) => Rational.of(n, d));

describe('a fraction', () => {
  it('is kept in lowest terms with a positive denominator', () => {
    expect(Rational.of(6, -4).toString()).toBe('-3/2');
    expect(Rational.of(0, 5).toString()).toBe('0');
    expect(Rational.of(8, 2).toString()).toBe('4');
    expect(() => Rational.of(1, 0)).toThrow('denominator');
  });

  it('is read only in its own form', () => {
    expect(Rational.parse('3/20')?.toString()).toBe('3/20');
    expect(Rational.parse('-7')?.toString()).toBe('-7');
    for (const text of ['', '0.5', '1/0', '1/-2', ' 1', '1e3', '1/2/3', 'x']) {
      expect(Rational.parse(text)).toBeUndefined();
    }
  });

  it('adds up where decimals do not', () => {
    expect(Rational.sum(Array.from({ length: 10 }, () => Rational.of(1, 10))).equals(Rational.one)).toBe(true);
  });

  it('obeys the laws of arithmetic', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(a.plus(b).equals(b.plus(a))).toBe(true);
        expect(
          a
            .plus(b)
            .times(c)
            .equals(a.times(c).plus(b.times(c))),
        ).toBe(true);
        expect(a.minus(b).plus(b).equals(a)).toBe(true);
        if (!b.isZero) expect(a.dividedBy(b).times(b).equals(a)).toBe(true);
        expect(a.compare(b)).toBe(-b.compare(a) + 0);
        expect(Rational.parse(a.toString())!.equals(a)).toBe(true);
      }),
    );
  });

  it('has a median and a mean', () => {
    const of = (...values: number[]) => values.map((each) => Rational.of(each));
    expect(Rational.median(of(5, 1, 3))!.toString()).toBe('3');
    expect(Rational.median(of(4, 1, 3, 10))!.toString()).toBe('7/2');
    expect(Rational.mean(of(1, 2, 4))!.toString()).toBe('7/3');
    expect(Rational.median([])).toBeUndefined();
    expect(Rational.mean([])).toBeUndefined();
  });

  it('shows a decimal for reading, rounded half away from zero', () => {
    expect(Rational.of(2, 3).toDecimal(2)).toBe('0.67');
    expect(Rational.of(-1, 8).toDecimal(2)).toBe('-0.13');
    expect(Rational.of(-1, 1000).toDecimal(2)).toBe('0.00');
    expect(Rational.of(7, 2).toDecimal(0)).toBe('4');
    expect(JSON.stringify({ mean: Rational.of(7, 2) })).toBe('{"mean":"7/2"}');
  });
});
