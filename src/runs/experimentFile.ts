import { BadInput } from '../engine/badInput';
import { checkExperiment, experimentFaults, type Experiment } from './experiment';

/**
 * What an experiment file says, before its defaults are filled in.
 * @param file its name, for the error message.
 * @throws BadInput naming the file and, where it can, the key.
 */
export function parseExperimentFile(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    // Some editors begin a file with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const where = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new BadInput(file, 'expected JSON: {0}.', [where.replace(/\.$/, '')], file);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadInput(file, 'expected a JSON object.', [], file);
  const fault = experimentFaults(value).at(0);
  if (fault) throw new BadInput(file, fault.template, fault.values, file);
  return value as Record<string, unknown>;
}

/** The experiment that a file describes. @throws BadInput as `parseExperimentFile`. */
export const experimentFromFile = (text: string, file: string): Experiment =>
  checkExperiment(parseExperimentFile(text, file));
