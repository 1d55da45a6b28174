import { power, type Complex } from '../engine';
import type { Arithmetic } from './arithmetic';
import { realArithmetic } from './realArithmetic';

type Unary = (z: Complex) => Complex;

const add = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });
const subtract = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im });
const multiply = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});

/** Smith's division (1962): |b|² neither overflows nor underflows. */
function divide(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const divisor = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / divisor, im: (a.im - a.re * ratio) / divisor };
  }
  const ratio = b.re / b.im;
  const divisor = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / divisor, im: (a.im * ratio - a.re) / divisor };
}

const one: Complex = { re: 1, im: 0 };
const reciprocal: Unary = (z) => divide(one, z);

/** Below this share of the base, the square of the imaginary part is lost in rounding. */
const negligible = 2 ** -28;

/**
 * z^w. A step far below rounding leaves the real part what `power` says of real numbers, to the last bit.
 * @returns NaN where z is negative and w varies: such a power is real at single points only, and has no derivative.
 */
function complexPower(z: Complex, w: Complex): Complex {
  const n = w.re;
  if (w.im === 0 && Math.abs(n * z.im) < negligible * Math.abs(z.re))
    return { re: power(z.re, n), im: z.im === 0 ? 0 : n * power(z.re, n - 1) * z.im };
  if (z.re === 0 && z.im === 0) return { re: power(0, n), im: 0 };
  if (z.re < 0 && w.im !== 0) return { re: NaN, im: NaN };
  // (−z)^n keeps the angle small; an angle near π, times n, would lose the digits of a small step.
  const turned = z.re < 0 && Number.isInteger(n);
  const angle = turned ? Math.atan2(-z.im, -z.re) : Math.atan2(z.im, z.re);
  const radius = Math.hypot(z.re, z.im);
  const size = power(radius, n) * Math.exp(-w.im * angle) * (turned && n % 2 !== 0 ? -1 : 1);
  const phase = n * angle + (w.im === 0 ? 0 : w.im * Math.log(radius));
  return { re: size * Math.cos(phase), im: size * Math.sin(phase) };
}

/** The principal root, without cancellation in either part. */
function sqrt({ re, im }: Complex): Complex {
  const root = Math.sqrt(Math.abs(re) / 2 + Math.hypot(re, im) / 2);
  const other = im / (2 * root);
  return re >= 0 ? { re: root, im: other } : { re: Math.abs(other), im: im < 0 ? -root : root };
}

const logarithm =
  (f: (x: number) => number, base: number): Unary =>
  ({ re, im }) => ({ re: f(Math.hypot(re, im)), im: Math.atan2(im, re) / base });

const squared = (x: number) => x * x;

/** √(1 − z) and √(1 + z), from which Kahan (1987) takes asin and acos without cancellation. */
const rootsBeside = (z: Complex) => ({ minus: sqrt(subtract(one, z)), plus: sqrt(add(one, z)) });

const cos: Unary = ({ re, im }) => ({ re: Math.cos(re) * Math.cosh(im), im: -Math.sin(re) * Math.sinh(im) });

const tanh: Unary = ({ re, im }) => {
  const [t, u] = [Math.tanh(re), Math.tan(im)];
  const divisor = 1 + squared(t * u);
  return { re: (t * (1 + u * u)) / divisor, im: u / squared(Math.cosh(re)) / divisor };
};

/** Principal branches. `abs`, `relu`, `sign`, `floor` and `ceil` are not here: they are not analytic. */
const functions: Record<string, Unary> = {
  acos: (z) => {
    const { minus, plus } = rootsBeside(z);
    return { re: 2 * Math.atan2(minus.re, plus.re), im: Math.asinh(plus.re * minus.im - plus.im * minus.re) };
  },
  asin: (z) => {
    const { minus, plus } = rootsBeside(z);
    return {
      re: Math.atan2(z.re, minus.re * plus.re - minus.im * plus.im),
      im: Math.asinh(minus.re * plus.im - minus.im * plus.re),
    };
  },
  atan: ({ re, im }) => ({
    re: Math.atan2(2 * re, (1 - re) * (1 + re) - im * im) / 2,
    im: Math.log1p((4 * im) / (squared(re) + squared(1 - im))) / 4,
  }),
  cos,
  cosh: ({ re, im }) => ({ re: Math.cosh(re) * Math.cos(im), im: Math.sinh(re) * Math.sin(im) }),
  exp: ({ re, im }) => ({ re: Math.exp(re) * Math.cos(im), im: Math.exp(re) * Math.sin(im) }),
  log: logarithm(Math.log, 1),
  log10: logarithm(Math.log10, Math.LN10),
  log2: logarithm(Math.log2, Math.LN2),
  sec: (z) => reciprocal(cos(z)),
  // By the half argument, where no exponential overflows: (1 + tanh(z/2)) / 2.
  sigmoid: ({ re, im }) => {
    const half = tanh({ re: re / 2, im: im / 2 });
    return { re: 0.5 + half.re / 2, im: half.im / 2 };
  },
  sin: ({ re, im }) => ({ re: Math.sin(re) * Math.cosh(im), im: Math.cos(re) * Math.sinh(im) }),
  sinh: ({ re, im }) => ({ re: Math.sinh(re) * Math.cos(im), im: Math.cosh(re) * Math.sin(im) }),
  sqrt,
  tan: ({ re, im }) => {
    const [t, u] = [Math.tan(re), Math.tanh(im)];
    const divisor = 1 + squared(t * u);
    return { re: t / squared(Math.cosh(im)) / divisor, im: (u * (1 + t * t)) / divisor };
  },
  tanh,
  // 1 / (cosh a cos b + i sinh a sin b), where cosh a may be too large for a number and still has a reciprocal.
  sech: ({ re, im }) => {
    const rest = reciprocal({ re: Math.cos(im), im: Math.tanh(re) * Math.sin(im) });
    const size = 1 / Math.cosh(re);
    return { re: size * rest.re, im: size * rest.im };
  },
};

/** What does not vary stays as real arithmetic has it, also where the complex formula would say ∞ · 0. */
const realWhereReal = ([name, f]: [string, Unary]): [string, Unary] => {
  const real = realArithmetic.functions[name];
  return [name, (z) => (z.im === 0 ? { re: real(z.re), im: 0 } : f(z))];
};

/**
 * Complex numbers of two doubles, for the complex step. With an imaginary part far below rounding the real part is to
 * the last bit or nearly so what `realArithmetic` gives, and nothing but the formula's own sums and differences cancels
 * in the imaginary part.
 */
export const complexArithmetic: Arithmetic<Complex> = {
  constant: (value) => ({ re: value, im: 0 }),
  negative: ({ re, im }) => ({ re: -re, im: -im }),
  operators: { '+': add, '-': subtract, '*': multiply, '/': divide, '^': complexPower },
  functions: Object.fromEntries(Object.entries(functions).map(realWhereReal)),
  // No order among complex numbers: no max, no min.
  folds: {},
};
