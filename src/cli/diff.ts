import {
  BadInput,
  english,
  gradientFault,
  numericalDiff,
  numericalGradientOf,
  stepFault,
  type DiffMethod,
  type DiffOptions,
} from '../engine';
import { Expression } from '../functions/expression';
import { typedWords } from '../functions/typedNumber';
import { oneOf, readArguments, readNumber, readNumbers, required } from './arguments';
import type { Answer, Command } from './command';

const methods = ['central', 'forward', 'fivePoint', 'richardson', 'complexStep'] as const satisfies DiffMethod[];
const dtypes = ['float64', 'float32'] as const;

/** JSON has neither NaN nor infinities. */
const orNull = (value: number) => (Number.isFinite(value) ? value : null);

/** The coordinates of the point that was typed, as many as f has variables. */
function readPoint(text: string, { variables }: Expression): number[] {
  const x = readNumbers(text, '--x');
  if (x.length !== variables.length)
    throw new BadInput('--x', '{0}: expected {1} values, one for each variable of --f, got {2}.', [
      '--x',
      variables.length,
      x.length,
    ]);
  return x;
}

/** The one number that was typed; a comma behind it is no more than one behind a list. */
function readOne(text: string): number {
  const words = typedWords(text);
  return readNumber(words.length === 1 ? words[0] : text, '--x');
}

/** @param exact null where no rule gives one. @param note why `value` is not it, where that can be told. */
const textOf = (
  { readOtherwise }: Expression,
  value: readonly number[],
  exact: readonly (number | null)[],
  note: string | null,
) =>
  [
    ...(readOtherwise === null ? [] : [`f          ${readOtherwise}`]),
    `numerical  ${value.join(', ')}`,
    `exact      ${exact.map((slope) => slope ?? 'none known').join(', ')}`,
    ...(note === null ? [] : [`note       ${note}`]),
  ].join('\n');

/** f of x alone: a number each. */
function derivativeAt(f: Expression, x: number, options: Required<DiffOptions>): Answer {
  const scalar = f.asScalarFunction();
  const value = numericalDiff(scalar, x, options);
  const [exact] = f.exactGradient([x]);
  const step = { f: scalar, x, h: options.h, exact: exact === null ? null : { value: exact } };
  const note = stepFault(step, english, options);
  return {
    result: { value: orNull(value), exact, ...(note !== null && { note }) },
    text: textOf(f, [value], [exact], note),
  };
}

/** f of x0, x1, … or of x and y: a number a variable each. */
function gradientAt(f: Expression, x: readonly number[], options: Required<DiffOptions>): Answer {
  const multivariate = f.asMultivariateFunction();
  const value = Array.from(numericalGradientOf(multivariate, x, options));
  const exact = f.exactGradient(x);
  const note = gradientFault({ f: multivariate, x, h: options.h, exact }, f.variables, english, options);
  return {
    result: { value: value.map(orNull), exact, ...(note !== null && { note }) },
    text: textOf(f, value, exact, note),
  };
}

/** `loss-lab diff`: the numerical derivative or gradient of a typed function beside its symbolic one. */
export const diffCommand: Command = {
  usage:
    'diff --f "0.01*x^2+0.1*x" --x 5 | --f "x0^2+x1^2" --x 3,4 [--h 1e-4] [--method central|forward|fivePoint|richardson|complexStep] [--dtype float64|float32] [--json]',
  summary:
    'numerical derivative of f at x, or gradient of f(x0, x1, …) or f(x, y), beside the exact one; a note where h is lost or misses f',
  run(words) {
    const { values } = readArguments(words, {
      f: { type: 'string' },
      x: { type: 'string' },
      h: { type: 'string', default: '1e-4' },
      method: { type: 'string', default: 'central' },
      dtype: { type: 'string', default: 'float64' },
      json: { type: 'boolean' },
    });
    const f = Expression.parseMultivariate(required(values.f, '--f'));
    f.checkConstants();
    const x = required(values.x, '--x');
    const options = {
      h: readNumber(values.h, '--h'),
      method: oneOf(values.method, methods, '--method'),
      dtype: oneOf(values.dtype, dtypes, '--dtype'),
    };
    const ofXAlone = f.variables.length === 1 && f.variables[0] === 'x';
    return Promise.resolve(ofXAlone ? derivativeAt(f, readOne(x), options) : gradientAt(f, readPoint(x, f), options));
  },
};
