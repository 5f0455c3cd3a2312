/** An exact fraction on bigint, always in lowest terms with a positive denominator. */
export class Rational {
  static readonly zero = new Rational(0n, 1n);
  static readonly one = new Rational(1n, 1n);

  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  /** Builds numerator / denominator; whole numbers only; a zero denominator throws. */
  static of(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    let n = BigInt(numerator);
    let d = BigInt(denominator);
    if (d === 0n) throw new RangeError('A fraction needs a denominator other than zero');
    if (d < 0n) [n, d] = [-n, -d];
    const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
    return new Rational(n / divisor, d / divisor);
  }

  /** Reads `3`, `-3`, `3/10`; anything else gives undefined. */
  static parse(text: string): Rational | undefined {
    const match = /^(-?\d{1,40})(?:\/(\d{1,40}))?$/.exec(text);
    if (!match) return undefined;
    const denominator = BigInt(match[2] ?? '1');
    return denominator === 0n ? undefined : Rational.of(BigInt(match[1]!), denominator);
  }

  /** The sum of any number of fractions; none gives zero. */
  static sum(values: Iterable<Rational>): Rational {
    let total = Rational.zero;
    for (const value of values) total = total.plus(value);
    return total;
  }

  /** The arithmetic mean; undefined for no value. */
  static mean(values: readonly Rational[]): Rational | undefined {
    return values.length === 0 ? undefined : Rational.sum(values).dividedBy(Rational.of(values.length));
  }

  /** The middle value, or the mean of the two middle ones; undefined for no value. */
  static median(values: readonly Rational[]): Rational | undefined {
    if (values.length === 0) return undefined;
    const sorted = [...values].sort((a, b) => a.compare(b));
    const middle = sorted.length >> 1;
    if (sorted.length % 2 === 1) return sorted[middle];
    return sorted[middle - 1]!.plus(sorted[middle]!).dividedBy(Rational.of(2));
  }

  plus(other: Rational): Rational {
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** Divides; dividing by zero throws. */
  dividedBy(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** Negative, zero or positive as this is below, equal to or above the other. */
  compare(other: Rational): -1 | 0 | 1 {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.compare(other) === 0;
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  /** `3/10`, or `3` for a whole number; `Rational.parse` reads it back. */
  toString(): string {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }

  /** JSON carries the exact fraction as text. */
  toJSON(): string {
    return this.toString();
  }

  /** A decimal for reading only, rounded half away from zero. */
  toDecimal(places: number): string {
    const scale = 10n ** BigInt(places);
    const absolute = this.numerator < 0n ? -this.numerator : this.numerator;
    const rounded = (absolute * scale * 2n + this.denominator) / (this.denominator * 2n);
    const sign = this.numerator < 0n && rounded > 0n ? '-' : '';
    if (places === 0) return `${sign}${rounded}`;
    return `${sign}${rounded / scale}.${(rounded % scale).toString().padStart(places, '0')}`;
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
