/** A number as the unevaluated sum of two doubles, about 32 decimal digits (Dekker 1971). */
export interface Pair {
  high: number;
  low: number;
}

const splitter = 2 ** 27 + 1;

/** a + b, exactly. */
export function sum(a: number, b: number): Pair {
  const high = a + b;
  const part = high - a;
  return { high, low: a - (high - part) + (b - part) };
}

/** a · b, exactly. */
export function product(a: number, b: number): Pair {
  const high = a * b;
  const aBig = splitter * a - (splitter * a - a);
  const bBig = splitter * b - (splitter * b - b);
  const aSmall = a - aBig;
  const bSmall = b - bBig;
  return { high, low: aBig * bBig - high + aBig * bSmall + aSmall * bBig + aSmall * bSmall };
}

export function add(a: Pair, b: Pair): Pair {
  const { high, low } = sum(a.high, b.high);
  return sum(high, low + a.low + b.low);
}

export function multiply(a: Pair, b: Pair): Pair {
  const { high, low } = product(a.high, b.high);
  return sum(high, low + a.high * b.low + a.low * b.high);
}

/** a / b. */
export function quotient(a: number, b: number): Pair {
  const high = a / b;
  const { high: back, low } = product(high, b);
  return sum(high, (a - back - low) / b);
}
