import { BadInput, numericalDiff } from '../engine';
import { Expression } from '../functions/expression';
import { readArguments, readNumber, required } from './arguments';
import type { Command } from './command';

const methods = ['central', 'forward', 'fivePoint', 'richardson'] as const;
const dtypes = ['float64', 'float32'] as const;

function oneOf<T extends string>(text: string, names: readonly T[], place: string): T {
  const found = names.find((name) => name === text);
  if (found) return found;
  throw new BadInput(place, '{0}: expected {1}, got {2}.', [place, names.join(' or '), JSON.stringify(text)]);
}

/** JSON has neither NaN nor infinities. */
const orNull = (value: number) => (Number.isFinite(value) ? value : null);

/** `loss-lab diff`: the numerical derivative of a typed function beside its symbolic one. */
export const diffCommand: Command = {
  usage:
    'diff --f "0.01*x^2+0.1*x" --x 5 [--h 1e-4] [--method central|forward|fivePoint|richardson] [--dtype float64|float32] [--json]',
  summary: 'numerical derivative of f at x, beside the exact one',
  run(words) {
    const { values } = readArguments(words, {
      f: { type: 'string' },
      x: { type: 'string' },
      h: { type: 'string', default: '1e-4' },
      method: { type: 'string', default: 'central' },
      dtype: { type: 'string', default: 'float64' },
      json: { type: 'boolean' },
    });
    const f = Expression.parse(required(values.f, '--f'));
    const x = readNumber(required(values.x, '--x'), '--x');
    const h = readNumber(values.h, '--h');
    const method = oneOf(values.method, methods, '--method');
    const dtype = oneOf(values.dtype, dtypes, '--dtype');
    const value = numericalDiff((at) => f.evaluate({ x: at }), x, { h, method, dtype });
    const exact = f.derivative().evaluate({ x });
    const text = `numerical  ${value}\nexact      ${exact}`;
    return Promise.resolve({ result: { value: orNull(value), exact: orNull(exact) }, text });
  },
};
