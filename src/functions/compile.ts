import { BadInput } from '../engine';
import { realArithmetic } from './realArithmetic';

/** The value at a point: one number a variable, in the order of the variables. */
export type Evaluate<T> = (point: ArrayLike<T>) => T;

/** What a formula is computed with: real numbers, or complex ones. */
export interface Arithmetic<T> {
  constant: (value: number) => T;
  negative: (x: T) => T;
  operators: Readonly<Record<string, (a: T, b: T) => T>>;
  functions: Readonly<Record<string, (x: T) => T>>;
}

/** The parts of mathjs's nodes that are read here. */
export interface Parts {
  type: string;
  args: Parts[];
  content: Parts;
  fn: string | { name: string };
  name: string;
  op: string;
  value: unknown;
}

const constants: Record<string, number> = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

const refuse = (what: string): never => {
  throw new BadInput('f', 'f: expected an expression of {0}, got {1}.', ['numbers, variables and + − * / ^ ( )', what]);
};

/** The names in a formula, those of its functions left out. */
export function symbolsOf(node: Parts): string[] {
  switch (node.type) {
    case 'SymbolNode':
      return [node.name];
    case 'ParenthesisNode':
      return symbolsOf(node.content);
    case 'OperatorNode':
    case 'FunctionNode':
      return node.args.flatMap(symbolsOf);
    default:
      return [];
  }
}

/** A tree of plain closures: nothing of what was typed is ever run as code, and no other name can be reached. */
class Compiler<T> {
  constructor(
    private readonly variables: readonly string[],
    private readonly arithmetic: Arithmetic<T>,
  ) {}

  compile(node: Parts): Evaluate<T> {
    switch (node.type) {
      case 'ConstantNode':
        return this.constant(typeof node.value === 'number' ? node.value : refuse(JSON.stringify(node.value)));
      case 'ParenthesisNode':
        return this.compile(node.content);
      case 'SymbolNode':
        return this.symbol(node.name);
      case 'OperatorNode':
        return this.operator(node);
      case 'FunctionNode':
        return this.call(node);
      default:
        return refuse(node.type.replace(/Node$/, ''));
    }
  }

  private constant(number: number): Evaluate<T> {
    const value = this.arithmetic.constant(number);
    return () => value;
  }

  private symbol(name: string): Evaluate<T> {
    const { variables } = this;
    const index = variables.indexOf(name);
    if (index >= 0) return (point) => point[index];
    if (!Object.hasOwn(constants, name))
      throw new BadInput('f', 'f: unknown symbol {0}; the variable is {1}.', [
        name,
        variables.length > 4 ? `${variables[0]}, ${variables[1]} … ${variables.at(-1) ?? ''}` : variables.join(', '),
      ]);
    return this.constant(constants[name]);
  }

  private operator({ args, fn, op }: Parts): Evaluate<T> {
    const { operators, negative } = this.arithmetic;
    if (args.length === 1 && (fn === 'unaryMinus' || fn === 'unaryPlus')) {
      const argument = this.compile(args[0]);
      return fn === 'unaryPlus' ? argument : (point) => negative(argument(point));
    }
    if (args.length !== 2 || !Object.hasOwn(operators, op)) return refuse(op);
    const operator = operators[op];
    const [left, right] = args.map((argument) => this.compile(argument));
    return (point) => operator(left(point), right(point));
  }

  private call(node: Parts): Evaluate<T> {
    const { functions } = this.arithmetic;
    const name = typeof node.fn === 'string' ? node.fn : node.fn.name;
    if (!Object.hasOwn(realArithmetic.functions, name) || node.args.length !== 1)
      throw new BadInput('f', 'f: there is no function {0} of {1} arguments; there are {2}.', [
        name,
        node.args.length,
        Object.keys(realArithmetic.functions).join(', '),
      ]);
    if (!Object.hasOwn(functions, name)) return this.onlyReal(node, name);
    const f = functions[name];
    const argument = this.compile(node.args[0]);
    return (point) => f(argument(point));
  }

  /** A function without a complex derivative may still be part of a constant, as in abs(-3) * x. */
  private onlyReal(node: Parts, name: string): Evaluate<T> {
    if (symbolsOf(node).some((symbol) => this.variables.includes(symbol)))
      throw new BadInput(
        'f',
        'f: the complex step needs a function that is analytic; {0} is not: over complex numbers it has no derivative.',
        [name],
      );
    return this.constant(compile(node, [], realArithmetic)([]));
  }
}

/**
 * @param variables their names, in the order in which a point has their values.
 * @throws BadInput when the formula has anything but numbers, `variables`, constants, known operators and functions, or
 * a function that `arithmetic` does not have.
 */
export const compile = <T>(node: Parts, variables: readonly string[], arithmetic: Arithmetic<T>): Evaluate<T> =>
  new Compiler(variables, arithmetic).compile(node);
