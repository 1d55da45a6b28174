import { BadInput } from '../engine/badInput';
import { checkExperiment, experimentFaults, type Experiment } from './experiment';
import { readJson, type JsonText } from './jsonText';

/** Some editors begin a file with a byte order mark; it stays one character, so that all stands where it stood. */
const withoutMark = (text: string) => text.replace(/^\uFEFF/, ' ');

/** A text with what it holds, and where. @throws BadInput when it is no JSON object. */
export function readExperimentText(text: string): JsonText & { value: Record<string, unknown> } {
  const { value, places } = readJson(withoutMark(text));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadInput('', 'expected a JSON object.');
  return { value: value as Record<string, unknown>, places };
}

/** What `read` gives; a fault is said to be the file's. */
function ofFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(file, error.template, error.values, file);
  }
}

/**
 * What an experiment file says, before its defaults are filled in.
 * @param file its name, for the error message.
 * @throws BadInput naming the file and, where it can, the key, or the line and column.
 */
export const parseExperimentFile = (text: string, file: string): Record<string, unknown> =>
  ofFile(file, () => {
    const { value } = readExperimentText(text);
    const fault = experimentFaults(value).at(0);
    if (fault) throw fault;
    return value;
  });

/** The experiment that a file describes. @throws BadInput as `parseExperimentFile`. */
export const experimentFromFile = (text: string, file: string): Experiment =>
  checkExperiment(parseExperimentFile(text, file));
