import { readFile } from 'node:fs/promises';
import { BadInput } from '../engine';
import { checkExperiment, type Experiment } from '../runs/experiment';
import { parseExperimentFile } from '../runs/experimentFile';

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
  return parseExperimentFile(text, file);
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
