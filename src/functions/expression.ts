import { derivative, parse, type MathNode } from 'mathjs/number';
import { BadInput, type Complex, type MultivariateFunction, type ScalarFunction } from '../engine';
import { compile, symbolsOf, type Evaluate, type Parts } from './compile';
import { complexArithmetic } from './complexArithmetic';
import { realArithmetic } from './realArithmetic';

/** Long enough for any formula a reader can take in. */
const longestText = 1000;

const partsOf = (node: MathNode) => node as unknown as Parts;

/** @throws BadInput when `text` does not parse. */
function parseText(text: string): MathNode {
  if (text.trim() === '') throw new BadInput('f', 'f: expected an expression such as {0}, got nothing.', ['0.01*x^2']);
  if (text.length > longestText)
    throw new BadInput('f', 'f: expected at most {0} characters, got {1}.', [longestText, text.length]);
  try {
    // Python's power is taken for what it means.
    return parse(text.replaceAll('**', '^'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput('f', 'f does not parse: {0}.', [reason.replace(/\.$/, '')]);
  }
}

const quotient = parse('log(u) / log(2)');

/** log2(u) as log(u) / log(2): mathjs knows the derivative of log and log10, but not of log2. */
const withoutLog2 = (node: MathNode): MathNode =>
  node.transform((part) => {
    const { type, fn, args } = partsOf(part);
    if (type !== 'FunctionNode' || typeof fn === 'string' || fn.name !== 'log2') return part;
    // `transform` does not go on into what it has put in.
    const u = withoutLog2(args[0] as unknown as MathNode);
    return quotient.transform((symbol) => (partsOf(symbol).name === 'u' ? u : symbol));
  });

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

  private constructor(
    private readonly node: MathNode,
    /** Their names, in the order in which a point has their values. */
    readonly variables: readonly string[],
  ) {
    this.real = compile(partsOf(node), variables, realArithmetic);
  }

  /** @throws BadInput when `text` does not parse, or names anything but `variables`, constants and known functions. */
  static parse(text: string, variables: readonly string[] = ['x']): Expression {
    return new Expression(parseText(text), variables);
  }

  /**
   * Reads the variables off the text: x0, x1, … up to the highest that occurs, or x and y, or x alone.
   * @throws BadInput when `text` does not parse, or names anything but these, constants and known functions.
   */
  static parseMultivariate(text: string): Expression {
    const node = parseText(text);
    return new Expression(node, variablesAmong(symbolsOf(partsOf(node))));
  }

  evaluate(values: Readonly<Record<string, number>>): number {
    return this.real(this.variables.map((name) => values[name]));
  }

  /**
   * f(x), with its continuation to complex numbers for the complex step.
   * @throws BadInput when there is more than one variable; `complex` throws when a function in f is not analytic.
   */
  asScalarFunction(): ScalarFunction {
    this.checkCount(1);
    return Object.assign((x: number) => this.real([x]), { complex: (z: Complex) => this.complex([z]) });
  }

  /**
   * f(x0, x1, …) of a point (variables,), with its continuation to complex numbers for the complex step.
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
    return Object.assign(real, { complex });
  }

  /**
   * The symbolic derivative by `variable`.
   * @throws BadInput when it has none that is known.
   */
  derivative(variable = 'x'): Expression {
    let node: MathNode;
    try {
      node = derivative(withoutLog2(this.node), variable, { simplify: false });
    } catch (error) {
      throw new BadInput('f', 'f has no symbolic derivative here: {0}.', [
        error instanceof Error ? error.message : String(error),
      ]);
    }
    return new Expression(node, this.variables);
  }

  /**
   * The exact gradient, by the symbolic partial derivatives.
   * @returns a function of a point (variables,) to its gradient (variables,).
   * @throws BadInput when a partial derivative is not known; the function, when a point has another number of values.
   */
  gradient(): (x: ArrayLike<number>) => Float64Array {
    const partials = this.variables.map((name) => this.derivative(name).asMultivariateFunction());
    return (x) => Float64Array.from(partials, (partial) => partial(x));
  }

  toString(): string {
    return this.node.toString();
  }

  /** Compiled only when asked for: most functions are never continued, and some cannot be. */
  private complex(z: ArrayLike<Complex>): Complex {
    this.compiledComplex ??= compile(partsOf(this.node), this.variables, complexArithmetic);
    return this.compiledComplex(z);
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
