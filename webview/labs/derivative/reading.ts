import { BadInput, phrase, type MultivariateFunction, type ScalarFunction } from '../../../src/engine';
import { Expression } from '../../../src/functions/expression';
import { typedNumber, typedWords } from '../../../src/functions/typedNumber';
import { sentence } from '../../text/sentence';

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
  /** The step of the gradient's differences. */
  h: number;
  /** (2,), the partial derivatives at the start; null for one that is not known. */
  exact: readonly (number | null)[];
}

export interface ReadTyped {
  read?: OneVariable | TwoVariables;
  /** f as it was read, where that is not just what was typed; null otherwise. */
  readOtherwise?: string | null;
  faults: Partial<Record<keyof Typed, string>>;
}

/** @throws BadInput naming `place` when `text` is not one finite number. */
export function readNumber(text: string, place: string): number {
  const trimmed = text.trim();
  const value = typedNumber(trimmed);
  if (!Number.isFinite(value))
    throw new BadInput(place, '{0}: expected {1}, got {2}.', [
      place,
      phrase('a finite number'),
      trimmed || phrase('nothing'),
    ]);
  // 1e-400 is not what was typed any more.
  if (value === 0 && /[1-9１-９]/.test(trimmed.split(/[eｅ]/i)[0]))
    throw new BadInput(place, '{0}: {1} is too small for float64, which would take it for 0.', [place, trimmed]);
  return value;
}

function readStep(text: string): number {
  const h = readNumber(text, 'h');
  if (!(h > 0)) throw new BadInput('h', '{0}: expected {1}, got {2}.', ['h', phrase('a positive number'), text.trim()]);
  return h;
}

function readPoint(text: string, count: number): number[] {
  // For one variable 1,500 is one number, for two it is two.
  const words = count === 1 && !Number.isNaN(typedNumber(text)) ? [text] : typedWords(text);
  if (words.length === 0)
    throw new BadInput('x', '{0}: expected {1}, got {2}.', ['x', phrase('a number'), phrase('nothing')]);
  if (words.length > 1 && count === 1)
    throw new BadInput('x', '{0}: expected one number, got {1}.', ['x', words.length]);
  if (words.length !== count)
    throw new BadInput('x', '{0}: expected a value for each of the {1} variables of f, got {2}.', [
      'x',
      count,
      words.length,
    ]);
  return words.map((word) => readNumber(word, 'x'));
}

function exactSlope(expression: Expression, x: number): OneVariable['exact'] {
  const [value] = expression.exactGradient([x]);
  // x0 alone is x by another name. Of what has no rule the curve and its differences can be shown all the same.
  const slope = value === null ? null : expression.derivativeOrNull(expression.variables[0]);
  return slope && value !== null ? { text: slope.simplified(), value } : null;
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
    parsed.checkConstants();
    return parsed;
  });
  const variables = expression?.variables ?? ['x'];
  const two = variables.length === 2;
  const point = attempt('x', () => readPoint(typed.x, variables.length));
  const h = attempt('h', () => readStep(typed.h));
  const readOtherwise = expression?.readOtherwise ?? null;
  if (!expression || !point || h === undefined) return { faults, readOtherwise };
  const text = expression.toString();
  if (two) {
    const f = expression.asMultivariateFunction();
    if (!Number.isFinite(f(point))) {
      faults.x = sentence(
        new BadInput('x', 'f is not a finite number at the start ({0}): choose another.', [point.join(', ')]),
      );
      return { faults, readOtherwise };
    }
    return {
      faults,
      readOtherwise,
      read: { kind: 'two', text, variables, f, start: point, h, exact: expression.exactGradient(point) },
    };
  }
  const f = expression.asScalarFunction();
  const [x] = point;
  if (!Number.isFinite(f(x)))
    faults.x = sentence(new BadInput('x', 'f is not a finite number at x = {0}: choose another x.', [x]));
  else return { faults, readOtherwise, read: { kind: 'one', text, f, x, h, exact: exactSlope(expression, x) } };
  return { faults, readOtherwise };
}
