import { BadInput } from '../engine';
import { typedNumber } from '../functions/typedNumber';
import { checkExperiment, type Experiment } from '../runs/experiment/experiment';
import { bounds, boundsFault } from '../runs/experiment/experimentBounds';
import { parseExperimentFile } from '../runs/experiment/experimentFile';
import { cut, quotedWord } from './arguments';
import { readBounded } from './readBounded';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const number = typedNumber(text);
    return Number.isNaN(number) ? text : number;
  }
}

/**
 * The value of `--set key=value`: JSON, a number as the form takes it, or else the bare word itself.
 * @throws BadInput when it is larger than any that an experiment may hold.
 */
function setValue(text: string): unknown {
  const value = parsed(text);
  const tooLarge = boundsFault(value);
  if (tooLarge) throw tooLarge.inFile('--set');
  return value;
}

const put = (object: Json, key: string, value: unknown) =>
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });

/** Puts one `key.path=value` into `experiment`. @throws BadInput when the path leads into what has no keys. */
function applySetting(experiment: Json, setting: string): void {
  const equals = setting.indexOf('=');
  if (equals < 1) throw new BadInput('--set', '--set: expected key.path=value, got {0}.', [quotedWord(setting)]);
  const place = setting.slice(0, equals);
  const path = place.split('.');
  if (path.length > bounds.depth) throw new BadInput('--set', '--set: expected at most {0} keys.', [bounds.depth]);
  let at = experiment;
  path.slice(0, -1).forEach((key, depth) => {
    // What is not there yet may become an object.
    if (!Object.hasOwn(at, key)) put(at, key, {});
    const inner = at[key];
    if (!isObject(inner))
      throw new BadInput('--set', '--set {0}: {1} is {2}, which has no keys.', [
        cut(place),
        cut(path.slice(0, depth + 1).join('.')),
        cut(JSON.stringify(inner)),
      ]);
    at = inner;
  });
  put(at, path.at(-1) ?? '', setValue(setting.slice(equals + 1)));
}

/** Whether `place` is what a `--set` put in, lies in it, or has it in itself. */
const wasSet = (place: string, settings: readonly string[]) =>
  settings.some((setting) => {
    const key = `${setting.slice(0, setting.indexOf('='))}.`;
    return `${place}.`.startsWith(key) || key.startsWith(`${place}.`);
  });

/** A fault of an experiment as it stands at last is the file's, unless `--set` put in what is at fault. */
export const atFault = (fault: BadInput, file: string | undefined, settings: readonly string[]): BadInput =>
  file === undefined || wasSet(fault.place, settings) ? fault : fault.inFile(file);

/**
 * The experiment of FILE (the defaults without one) with every `--set` applied in order.
 * @throws BadInput naming the file or the key.
 */
export async function readExperiment(file: string | undefined, settings: readonly string[]): Promise<Experiment> {
  const experiment = file === undefined ? {} : parseExperimentFile(await readBounded(file, bounds.characters), file);
  for (const setting of settings) applySetting(experiment, setting);
  return checkExperiment(experiment);
}
