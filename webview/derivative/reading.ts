import { BadInput, type MultivariateFunction, type ScalarFunction } from '../../src/engine';
import { Expression } from '../../src/functions/expression';
import { sentence } from '../sentence';

/** What the reader typed, as it stands in the fields. */
export interface Typed {
  f: string;
  /** One number, or one a variable. */
  x: string;
  h: string;
}

/** A function of one variable at a point, with its exact slope where there is one. */
export interface OneVariable {
  kind: 'one';
  text: string;
  f: ScalarFunction;
  x: number;
  h: number;
  /** null when f has no symbolic derivative, or it is not finite here. */
  exact: { text: string; value: number } | null;
}

export interface TwoVariables {
  kind: 'two';
  text: string;
  variables: readonly string[];
  f: MultivariateFunction;
  /** (2,), where descents start. */
  start: readonly number[];
}

export interface ReadTyped {
  read?: OneVariable | TwoVariables;
  faults: Partial<Record<keyof Typed, string>>;
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @throws BadInput naming `place` when `text` is not one finite number. */
export function readNumber(text: string, place: string): number {
  const trimmed = text.trim();
  const value = number.test(trimmed) ? Number(trimmed) : NaN;
  if (!Number.isFinite(value))
    throw new BadInput(place, '{0}: expected {1}, got {2}.', [place, 'a finite number', trimmed || 'nothing']);
  return value;
}

function readStep(text: string): number {
  const h = readNumber(text, 'h');
  if (!(h > 0)) throw new BadInput('h', '{0}: expected {1}, got {2}.', ['h', 'a positive number', text.trim()]);
  return h;
}

function readPoint(text: string, count: number): number[] {
  const words = text
    .replace(/[[\]()]/g, ' ')
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (words.length !== count)
    throw new BadInput('x', '{0}: expected a value for each of the {1} variables of f, got {2}.', [
      'x',
      count,
      words.length,
    ]);
  return words.map((word) => readNumber(word, 'x'));
}

function exactSlope(expression: Expression, x: number): OneVariable['exact'] {
  try {
    const slope = expression.derivative();
    const value = slope.asScalarFunction()(x);
    return Number.isFinite(value) ? { text: slope.toString(), value } : null;
  } catch {
    // Not every function has one; its curve and its differences can be shown all the same.
    return null;
  }
}

/** What was typed, read; each fault in one sentence at its field. */
export function readTyped(typed: Typed): ReadTyped {
  const faults: ReadTyped['faults'] = {};
  const attempt = <T>(field: keyof Typed, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      faults[field] = sentence(error);
      return undefined;
    }
  };
  const expression = attempt('f', () => {
    const parsed = Expression.parseMultivariate(typed.f);
    if (parsed.variables.length > 2)
      throw new BadInput('f', 'f: expected one or two variables, got {0}.', [parsed.variables.length]);
    return parsed;
  });
  const variables = expression?.variables ?? ['x'];
  const two = variables.length === 2;
  const point = attempt('x', () => readPoint(typed.x, variables.length));
  const h = attempt('h', () => readStep(typed.h));
  if (!expression || !point || h === undefined) return { faults };
  const text = expression.toString();
  if (two) {
    const f = expression.asMultivariateFunction();
    return { faults, read: { kind: 'two', text, variables, f, start: point } };
  }
  // x0 alone is x by another name.
  const named = variables[0] === 'x' ? expression : Expression.parse(typed.f.replaceAll(variables[0], 'x'));
  const f = named.asScalarFunction();
  const [x] = point;
  if (!Number.isFinite(f(x)))
    faults.x = sentence(new BadInput('x', 'f is not a finite number at x = {0}: choose another x.', [x]));
  else return { faults, read: { kind: 'one', text, f, x, h, exact: exactSlope(named, x) } };
  return { faults };
}
