import { readFile } from 'node:fs/promises';
import { BadInput } from '../engine';
import { checkExperiment, experimentFaults, type Experiment } from '../runs/experiment';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of `--set key=value`: JSON, or else the bare word itself. */
function setValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Puts one `key.path=value` into `experiment`. */
function applySetting(experiment: Json, setting: string): void {
  const equals = setting.indexOf('=');
  if (equals < 1) throw new BadInput('--set', '--set: expected key.path=value, got {0}.', [JSON.stringify(setting)]);
  const path = setting.slice(0, equals).split('.');
  let at = experiment;
  for (const key of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, key) ? at[key] : {};
    const next: Json = isObject(inner) ? inner : {};
    Object.defineProperty(at, key, { value: next, writable: true, enumerable: true, configurable: true });
    at = next;
  }
  const value = setValue(setting.slice(equals + 1));
  Object.defineProperty(at, path.at(-1) ?? '', { value, writable: true, enumerable: true, configurable: true });
}

async function readExperimentFile(file: string): Promise<Json> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadInput(file, '{0}: the file cannot be read ({1}).', [file, code]);
  });
  let value: unknown;
  try {
    // Some editors begin a file with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const where = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new BadInput(file, '{0}: expected JSON: {1}.', [file, where.replace(/\.$/, '')]);
  }
  if (!isObject(value)) throw new BadInput(file, '{0}: expected a JSON object.', [file]);
  const fault = experimentFaults(value).at(0);
  if (fault) throw new BadInput(file, `${file}: ${fault.message}`);
  return value;
}

/**
 * The experiment of FILE (the defaults without one) with every `--set` applied in order.
 * @throws BadInput naming the file or the key.
 */
export async function readExperiment(file: string | undefined, settings: readonly string[]): Promise<Experiment> {
  const experiment = file === undefined ? {} : await readExperimentFile(file);
  for (const setting of settings) applySetting(experiment, setting);
  return checkExperiment(experiment);
}
