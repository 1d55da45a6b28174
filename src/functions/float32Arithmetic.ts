import type { Arithmetic } from './arithmetic';
import { realArithmetic } from './realArithmetic';

const round = Math.fround;

const rounded = <F extends (...values: number[]) => number>(all: Readonly<Record<string, F>>): Record<string, F> =>
  Object.fromEntries(Object.entries(all).map(([name, f]) => [name, ((...values) => round(f(...values))) as F]));

/**
 * float32 as NumPy has it: every operation rounded. + − × ÷ and the square root of two float32 numbers in float64,
 * rounded afterwards, are those of float32 itself to the last bit; sin, exp and the like are the rounded float64
 * functions, which NumPy's own may miss by a last digit.
 */
export const float32Arithmetic: Arithmetic<number> = {
  constant: round,
  negative: realArithmetic.negative,
  operators: rounded(realArithmetic.operators),
  functions: rounded(realArithmetic.functions),
  folds: realArithmetic.folds,
};
