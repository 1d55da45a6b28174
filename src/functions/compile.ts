import type { MathNode } from 'mathjs/number';
import { BadInput, phrase, type Phrase, type Value } from '../engine';
import type { Arithmetic } from './arithmetic';
import { realArithmetic } from './realArithmetic';

/** The value at a point: one number a variable, in the order of the variables. */
export type Evaluate<T> = (point: ArrayLike<T>) => T;

/** The parts of mathjs's nodes that are read here. */
export interface Parts {
  type: string;
  args: Parts[];
  content: Parts;
  fn: string | { name: string; type: string; toString: () => string };
  name: string;
  op: string;
  value: unknown;
  toString: () => string;
}

export const partsOf = (node: MathNode) => node as unknown as Parts;

/** As it was read: with every × that was left out, and with the parentheses that tell what it joins. */
export const readable = (node: MathNode): string => node.toString({ parenthesis: 'auto', implicit: 'show' });

const constants: Record<string, number> = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

/** Those that may be typed; `ln` is read as `log` before it comes here. */
const functionNames = [...Object.keys(realArithmetic.functions), ...Object.keys(realArithmetic.folds), 'ln'];

const refuse = (what: Value): never => {
  throw new BadInput('f', 'f: expected an expression of {0}, got {1}.', [
    phrase('numbers, variables and + − * / ^ ( )'),
    what,
  ]);
};

/** What can be typed that is not a formula of numbers, in plain words. */
const kinds: Record<string, Phrase> = {
  AssignmentNode: phrase('an assignment (=)'),
  FunctionAssignmentNode: phrase('an assignment (=)'),
  BlockNode: phrase('several expressions (;)'),
  ArrayNode: phrase('a list ([ ])'),
  ObjectNode: phrase('an object ({ })'),
  RangeNode: phrase('a range (:)'),
  ConditionalNode: phrase('a condition (? :)'),
  RelationalNode: phrase('a comparison'),
  AccessorNode: phrase('an access ([ ] or .)'),
  IndexNode: phrase('an access ([ ] or .)'),
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

const shortened = (text: string) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

/** The largest parts of a formula in which nothing varies. */
function constantsOf(node: Parts, variables: readonly string[]): Parts[] {
  if (!symbolsOf(node).some((name) => variables.includes(name))) return [node];
  if (node.type === 'SymbolNode') return [];
  return node.type === 'ParenthesisNode'
    ? constantsOf(node.content, variables)
    : node.args.flatMap((argument) => constantsOf(argument, variables));
}

/** @throws BadInput when a part of the formula is infinite or no number wherever it is taken: 1/0, 1e400, NaN. */
export function checkConstants(node: Parts, variables: readonly string[]): void {
  for (const part of constantsOf(node, variables)) {
    const value = compile(part, [], realArithmetic)([]);
    if (!Number.isFinite(value))
      throw new BadInput('f', 'f: “{0}” is no finite number, whatever the variables are.', [
        shortened(part.toString()),
      ]);
  }
}

/** A tree of plain closures: nothing of what was typed is ever run as code, and no other name can be reached. */
class Compiler<T> {
  constructor(
    private readonly variables: readonly string[],
    private readonly arithmetic: Arithmetic<T>,
    private readonly foldsConstants: boolean,
  ) {}

  private isConstant(name: string): boolean {
    return !this.variables.includes(name) && Object.hasOwn(constants, name);
  }

  compile(node: Parts): Evaluate<T> {
    // Python adds up 1/3 + 2 in full before it meets an x of fewer digits.
    if (this.foldsConstants && node.type !== 'ConstantNode' && symbolsOf(node).every((name) => this.isConstant(name)))
      return this.constant(compile(node, [], realArithmetic)([]));
    switch (node.type) {
      case 'ConstantNode':
        if (typeof node.value === 'number') return this.constant(node.value);
        // What is empty, as before ; or #, is undefined to the parser.
        return refuse(node.value === undefined ? phrase('nothing') : JSON.stringify(node.value));
      case 'ParenthesisNode':
        return this.compile(node.content);
      case 'SymbolNode':
        return this.symbol(node.name);
      case 'OperatorNode':
        return this.operator(node);
      case 'FunctionNode':
        return this.call(node);
      default:
        throw new BadInput('f', 'f: expected an expression, got {0}.', [kinds[node.type] ?? phrase('something else')]);
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
    if (functionNames.includes(name)) throw new BadInput('f', 'f: {0} needs parentheses: {0}(x).', [name]);
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
    // x.cos(x) has the name cos too, of something else than the function.
    if (typeof node.fn !== 'string' && node.fn.type !== 'SymbolNode')
      throw new BadInput('f', 'f: did not expect “{0}” before “(”: only {1} may stand before the name of a function.', [
        shortened(node.fn.toString()),
        'np. / Math.',
      ]);
    const name = typeof node.fn === 'string' ? node.fn : node.fn.name;
    const { args } = node;
    const folds = Object.hasOwn(realArithmetic.folds, name);
    if (this.variables.includes(name) || Object.hasOwn(constants, name))
      throw new BadInput('f', 'f: {0} is no function; did you mean {0} * ( … )?', [name]);
    if (!folds && !Object.hasOwn(realArithmetic.functions, name))
      throw new BadInput('f', 'f: there is no function {0}; there are {1}.', [name, functionNames.join(', ')]);
    if (folds ? args.length < 2 : args.length !== 1)
      throw new BadInput('f', 'f: the function {0} takes {1}, got {2}.', [
        name,
        folds ? phrase('two arguments or more') : phrase('one argument'),
        args.length,
      ]);
    if (folds) return this.fold(node, name);
    const { functions } = this.arithmetic;
    if (!Object.hasOwn(functions, name)) return this.onlyReal(node, name);
    const f = functions[name];
    const argument = this.compile(args[0]);
    return (point) => f(argument(point));
  }

  private fold(node: Parts, name: string): Evaluate<T> {
    const { folds } = this.arithmetic;
    if (!Object.hasOwn(folds, name)) return this.onlyReal(node, name);
    const f = folds[name];
    const [first, ...rest] = node.args.map((argument) => this.compile(argument));
    return (point) => rest.reduce((value, argument) => f(value, argument(point)), first(point));
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
 * @param options `foldsConstants`: parts without a variable are computed in float64 first.
 * @throws BadInput when the formula has anything but numbers, `variables`, constants, known operators and functions, or
 * a function that `arithmetic` does not have.
 */
export const compile = <T>(
  node: Parts,
  variables: readonly string[],
  arithmetic: Arithmetic<T>,
  { foldsConstants = false } = {},
): Evaluate<T> => new Compiler(variables, arithmetic, foldsConstants).compile(node);
