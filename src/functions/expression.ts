import { derivative, parse, type MathNode } from 'mathjs/number';
import { BadInput, power } from '../engine';

type Values = Readonly<Record<string, number>>;
type Evaluate = (values: Values) => number;

const constants: Record<string, number> = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

const functions: Record<string, (x: number) => number> = {
  abs: Math.abs,
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  sec: (x) => 1 / Math.cos(x),
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  sech: (x) => 1 / Math.cosh(x),
};

const operators: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': power,
};

/** The parts of mathjs's nodes that are read here. */
interface Parts {
  type: string;
  args: Parts[];
  content: Parts;
  fn: string | { name: string };
  name: string;
  op: string;
  value: unknown;
}

const refuse = (what: string): never => {
  throw new BadInput('f', 'f: expected an expression of {0}, got {1}.', ['numbers, variables and + − * / ^ ( )', what]);
};

function unary(fn: string, [argument]: Evaluate[], text: string): Evaluate {
  if (fn === 'unaryMinus') return (values) => -argument(values);
  if (fn === 'unaryPlus') return argument;
  return refuse(text);
}

function call(name: string, args: Evaluate[]): Evaluate {
  if (!Object.hasOwn(functions, name) || args.length !== 1)
    throw new BadInput('f', 'f: there is no function {0} of {1} arguments; there are {2}.', [
      name,
      args.length,
      Object.keys(functions).join(', '),
    ]);
  const f = functions[name];
  const [argument] = args;
  return (values) => f(argument(values));
}

/** A tree of plain closures: nothing of what was typed is ever run as code, and no other name can be reached. */
function compile(node: Parts, variables: readonly string[]): Evaluate {
  const inner = (child: Parts) => compile(child, variables);
  switch (node.type) {
    case 'ConstantNode': {
      const { value } = node;
      return typeof value === 'number' ? () => value : refuse(JSON.stringify(value));
    }
    case 'ParenthesisNode':
      return inner(node.content);
    case 'SymbolNode': {
      const { name } = node;
      if (variables.includes(name)) return (values) => values[name];
      if (!Object.hasOwn(constants, name))
        throw new BadInput('f', 'f: unknown symbol {0}; the variable is {1}.', [name, variables.join(', ')]);
      return () => constants[name];
    }
    case 'OperatorNode': {
      const args = node.args.map(inner);
      if (args.length === 1) return unary(typeof node.fn === 'string' ? node.fn : '', args, node.op);
      if (args.length !== 2 || !Object.hasOwn(operators, node.op)) return refuse(node.op);
      const operator = operators[node.op];
      const [left, right] = args;
      return (values) => operator(left(values), right(values));
    }
    case 'FunctionNode':
      return call(typeof node.fn === 'string' ? node.fn : node.fn.name, node.args.map(inner));
    default:
      return refuse(node.type.replace(/Node$/, ''));
  }
}

/** Long enough for any formula a reader can take in. */
const longestText = 1000;

/** A function that was typed in, such as `0.01*x^2 + 0.1*x`. */
export class Expression {
  private readonly evaluated: Evaluate;

  private constructor(
    private readonly node: MathNode,
    private readonly variables: readonly string[],
  ) {
    this.evaluated = compile(node as unknown as Parts, variables);
  }

  /** @throws BadInput when `text` does not parse, or names anything but `variables`, constants and known functions. */
  static parse(text: string, variables: readonly string[] = ['x']): Expression {
    if (text.trim() === '')
      throw new BadInput('f', 'f: expected an expression such as {0}, got nothing.', ['0.01*x^2']);
    if (text.length > longestText)
      throw new BadInput('f', 'f: expected at most {0} characters, got {1}.', [longestText, text.length]);
    let node: MathNode;
    try {
      // Python's power is taken for what it means.
      node = parse(text.replaceAll('**', '^'));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new BadInput('f', 'f does not parse: {0}.', [reason.replace(/\.$/, '')]);
    }
    return new Expression(node, variables);
  }

  evaluate(values: Values): number {
    return this.evaluated(values);
  }

  /**
   * The symbolic derivative by `variable`.
   * @throws BadInput when it has none that is known.
   */
  derivative(variable = 'x'): Expression {
    let node: MathNode;
    try {
      node = derivative(this.node, variable, { simplify: false });
    } catch (error) {
      throw new BadInput('f', 'f has no symbolic derivative here: {0}.', [
        error instanceof Error ? error.message : String(error),
      ]);
    }
    return new Expression(node, this.variables);
  }

  toString(): string {
    return this.node.toString();
  }
}
