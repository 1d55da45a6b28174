import { simplify, simplifyConstant, simplifyCore, type MathNode } from 'mathjs/number';
import { compile, partsOf, readable } from './compile';
import { realArithmetic } from './realArithmetic';

/** Beyond, `simplify` may take minutes: its rules are tried on every part of every sum. */
const mostSimplified = 24;

/** Only rules that hold for every real number: of others, those for positive ones, (x²)^0.5 comes out as x. */
const real = { context: (simplify as unknown as { realContext: object }).realContext };

/** From the easiest to read on. */
const ways: readonly ((node: MathNode) => MathNode)[] = [
  (node) => simplify(node, simplify.rules, new Map(), real),
  (node) => simplifyCore(simplifyConstant(node), real),
];

/** Where a form must have the same value as what it is a form of: on both sides of 0, and far from it. */
const places = [-1000, -13.7, -2.5, -1, -0.77, -0.3, 0, 0.3, 0.77, 1, 2.5, 13.7, 1000];

function isSame(node: MathNode, form: MathNode, variables: readonly string[]): boolean {
  const [before, after] = [node, form].map((one) => compile(partsOf(one), variables, realArithmetic));
  return places.every((place) => {
    const point = variables.map((_, i) => place * (1 + i / 7));
    const value = before(point);
    return !Number.isFinite(value) || Math.abs(after(point) - value) <= 1e-9 * Math.abs(value);
  });
}

/**
 * A formula for reading: `0.02 * x + 0.1` rather than `0.01 * 2 * 1 * x ^ (2 - 1) + 0.1 * 1`. mathjs's rules make
 * `NaN / x ^ 0.5` of (−x)^−0.5 even so; a form that is not the formula at some points is passed over.
 */
export function simplified(node: MathNode, variables: readonly string[]): string {
  const operators = node.filter(({ type }) => type === 'OperatorNode').length;
  // Long ones take long, and stay long.
  for (const way of operators > mostSimplified ? [] : ways)
    try {
      const form = way(node);
      const text = readable(form);
      if (!/NaN|Infinity/.test(text) && isSame(node, form, variables)) return text;
    } catch {
      // The next one may do.
    }
  return readable(node);
}
