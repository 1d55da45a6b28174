import { derivative, parse, type MathNode } from 'mathjs/number';
import { BadInput, type Complex, type MultivariateFunction, type ScalarFunction } from '../engine';
import { checkConstants, compile, partsOf, readable, symbolsOf, type Evaluate } from './compile';
import { complexArithmetic } from './complexArithmetic';
import { float32Arithmetic } from './float32Arithmetic';
import { parseFault } from './parseFault';
import { realArithmetic, strictArithmetic } from './realArithmetic';
import { simplified } from './simplified';
import { fractionBehind, plainText } from './typedText';

/** Long enough for any formula a reader can take in, and short enough to be differentiated at every key. */
const longestText = 300;
/** Of operators and functions: the derivative of a product or a power of n parts has some n² of them. */
const mostOperations = 50;

/** @throws BadInput when `text` does not parse. */
function parseText(text: string): MathNode {
  if (text.trim() === '') throw new BadInput('f', 'f: expected an expression such as {0}, got nothing.', ['0.01*x^2']);
  if (text.length > longestText)
    throw new BadInput('f', 'f: expected at most {0} characters, got {1}.', [longestText, text.length]);
  const plain = plainText(text);
  const behind = fractionBehind(text);
  if (behind) {
    const { before, fraction } = behind;
    throw new BadInput('f', 'f: “{0}” can be read in two ways: write {1} for a product, {2} for a power.', [
      `${before}${fraction}`,
      `${before}*${fraction}`,
      `${before}^${fraction}`,
    ]);
  }
  const root = /[∛∜]/.exec(text)?.[0];
  if (root)
    throw new BadInput('f', 'f: “{0}” is not known; that root is written {1}.', [
      root,
      root === '∛' ? 'x^(1/3)' : 'x^(1/4)',
    ]);
  const point = /(?:^|[^\w.])(\d+\.)(?!e[+-]?\d)[a-z_]/i.exec(plain.text)?.[1];
  if (point)
    throw new BadInput('f', 'f: “{0}” right before a name can be read in two ways; for a product write {1}.', [
      point,
      `${point.slice(0, -1)}*`,
    ]);
  if (plain.text.includes('|'))
    throw new BadInput('f', 'f: “|” is not known; the absolute value is written {0}.', ['abs(x)']);
  const comment = plain.text.indexOf('#');
  if (comment >= 0)
    throw new BadInput('f', 'f: did not expect “{0}” at character {1}.', ['#', plain.places[comment] + 1]);
  let node: MathNode;
  try {
    // A line end at an end would begin another expression.
    node = parse(plain.text.replace(/^\s+|\s+$/g, (ends) => ' '.repeat(ends.length)));
  } catch (error) {
    throw parseFault(error, text, plain);
  }
  const operations = node.filter(({ type }) => type === 'OperatorNode' || type === 'FunctionNode').length;
  if (operations > mostOperations)
    throw new BadInput('f', 'f: expected at most {0} operators and functions, got {1}.', [mostOperations, operations]);
  return node;
}

/** What mathjs cannot differentiate, by what it can. */
const known: Readonly<Record<string, MathNode>> = {
  log2: parse('log(u) / log(2)'),
  relu: parse('(u + abs(u)) / 2'),
  // By the half argument, where no exponential overflows.
  sigmoid: parse('(1 + tanh(u / 2)) / 2'),
};

/** log2(u) as log(u) / log(2) and the like. */
const inKnown = (node: MathNode): MathNode =>
  node.transform((part) => {
    const { type, fn, args } = partsOf(part);
    if (type !== 'FunctionNode' || typeof fn === 'string' || !Object.hasOwn(known, fn.name)) return part;
    // `transform` does not go on into what it has put in.
    const u = inKnown(args[0] as unknown as MathNode);
    return known[fn.name].transform((symbol) => (partsOf(symbol).name === 'u' ? u : symbol));
  });

const bare = (text: string) => text.replace(/\s/g, '').replaceAll('**', '^');

/** x0, x1 … up to the last that is used; else x, y if there is a y; else x. */
function variablesAmong(symbols: readonly string[]): string[] {
  // Three digits: no text has room for a formula of a thousand variables.
  const indices = symbols.flatMap((name) => /^x(0|[1-9]\d{0,2})$/.exec(name)?.slice(1).map(Number) ?? []);
  if (indices.length > 0) return Array.from({ length: Math.max(...indices) + 1 }, (_, i) => `x${i}`);
  return symbols.includes('y') ? ['x', 'y'] : ['x'];
}

/** A function that was typed in, such as `0.01*x^2 + 0.1*x`, or of several variables: `x0^2 + x1^2`, `x * y`. */
export class Expression {
  private readonly real: Evaluate<number>;
  private compiledComplex: Evaluate<Complex> | undefined;
  private compiledFloat32: Evaluate<number> | undefined;

  private constructor(
    private readonly node: MathNode,
    /** Their names, in the order in which a point has their values. */
    readonly variables: readonly string[],
    private readonly typed = '',
  ) {
    this.real = compile(partsOf(node), variables, realArithmetic);
  }

  /** @throws BadInput when `text` does not parse, or names anything but `variables`, constants and known functions. */
  static parse(text: string, variables: readonly string[] = ['x']): Expression {
    return new Expression(parseText(text), variables, text);
  }

  /**
   * Reads the variables off the text: x0, x1, … up to the highest that occurs, or x and y, or x alone.
   * @throws BadInput when `text` does not parse, or names anything but these, constants and known functions.
   */
  static parseMultivariate(text: string): Expression {
    const node = parseText(text);
    return new Expression(node, variablesAmong(symbolsOf(partsOf(node))), text);
  }

  /** @throws BadInput when a part of f is infinite or no number wherever it is taken: 1/0, 1e400, NaN. */
  checkConstants(): void {
    checkConstants(partsOf(this.node), this.variables);
  }

  evaluate(values: Readonly<Record<string, number>>): number {
    return this.real(this.variables.map((name) => values[name]));
  }

  /**
   * f(x), with its continuation to complex numbers for the complex step, and computed in float32 throughout.
   * @throws BadInput when there is more than one variable; `complex` throws when a function in f is not analytic.
   */
  asScalarFunction(): ScalarFunction {
    this.checkCount(1);
    return Object.assign((x: number) => this.real([x]), {
      complex: (z: Complex) => this.complex([z]),
      float32: (x: number) => this.float32([x]),
    });
  }

  /**
   * f(x0, x1, …) of a point (variables,), with its continuation to complex numbers for the complex step, and computed
   * in float32 throughout.
   * @throws BadInput when a point has another number of values; `complex` also when a function in f is not analytic.
   */
  asMultivariateFunction(): MultivariateFunction {
    const real = (x: ArrayLike<number>) => {
      this.checkCount(x.length);
      return this.real(x);
    };
    const complex = (z: ArrayLike<Complex>) => {
      this.checkCount(z.length);
      return this.complex(z);
    };
    const float32 = (x: ArrayLike<number>) => {
      this.checkCount(x.length);
      return this.float32(x);
    };
    return Object.assign(real, { complex, float32 });
  }

  /**
   * The symbolic derivative by `variable`.
   * @throws BadInput when it has none that is known.
   */
  derivative(variable = 'x'): Expression {
    let node: MathNode;
    try {
      node = derivative(inKnown(this.node), variable, { simplify: false });
    } catch (error) {
      throw new BadInput('f', 'f has no symbolic derivative here: {0}.', [
        error instanceof Error ? error.message : String(error),
      ]);
    }
    return new Expression(node, this.variables);
  }

  /**
   * The exact partial derivative by each variable, by the rules of differentiation.
   * @param x (variables,)
   * @returns (variables,), null for one that has no rule or no finite value; all are null where f itself has no value.
   * @throws BadInput when x has another number of values.
   */
  exactGradient(x: ArrayLike<number>): (number | null)[] {
    this.checkCount(x.length);
    const hasValue = Number.isFinite(compile(partsOf(this.node), this.variables, strictArithmetic)(x));
    return this.variables.map((name) => {
      const slope = hasValue ? this.derivativeOrNull(name)?.real(x) : undefined;
      return slope !== undefined && Number.isFinite(slope) ? slope : null;
    });
  }

  /** `derivative`, null where none is known: of max, floor and sign. */
  derivativeOrNull(variable?: string): Expression | null {
    try {
      return this.derivative(variable);
    } catch (error) {
      if (error instanceof BadInput) return null;
      throw error;
    }
  }

  /** The formula as it was read, where that is not just what was typed. */
  get readOtherwise(): string | null {
    const read = this.toString();
    return bare(read) === bare(this.typed) ? null : read;
  }

  /** As it was read: `x / (2 * x)` of x/2x. */
  toString(): string {
    return readable(this.node);
  }

  /** For reading, where it was made by rules: `0.02 * x + 0.1` rather than `0.01 * 2 * 1 * x ^ (2 - 1) + 0.1 * 1`. */
  simplified(): string {
    return simplified(this.node, this.variables);
  }

  /** Compiled only when asked for: most functions are never continued, and some cannot be. */
  private complex(z: ArrayLike<Complex>): Complex {
    this.compiledComplex ??= compile(partsOf(this.node), this.variables, complexArithmetic);
    return this.compiledComplex(z);
  }

  private float32(x: ArrayLike<number>): number {
    this.compiledFloat32 ??= compile(partsOf(this.node), this.variables, float32Arithmetic, { foldsConstants: true });
    return this.compiledFloat32(x);
  }

  private checkCount(count: number): void {
    if (count !== this.variables.length)
      throw new BadInput('x', '{0}: expected a value for each of the {1} variables of f, got {2}.', [
        'x',
        this.variables.length,
        count,
      ]);
  }
}
