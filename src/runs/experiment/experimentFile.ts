import { BadInput } from '../../engine/badInput';
import { checkExperiment, experimentFaults, type Experiment } from './experiment';
import { readJson, type JsonText } from './jsonText';

/** Some editors begin a file with a byte order mark; it stays one character, so that all stands where it stood. */
const withoutMark = (text: string) => text.replace(/^\uFEFF/, ' ');

/** A text with what it holds, and where. @throws BadInput when it is no JSON object. */
export function readExperimentText(text: string): JsonText & { value: Record<string, unknown> } {
  const { value, places } = readJson(withoutMark(text));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadInput('experiment', 'expected a JSON object.');
  // The editor's, who is told by it which schema to hold the file against.
  const { $schema, ...experiment } = value as Record<string, unknown>;
  return { value: typeof $schema === 'string' ? experiment : (value as Record<string, unknown>), places };
}

/** @throws BadInput naming, where it can, the key, or the line and column. */
function checkedText(text: string): Record<string, unknown> {
  const { value } = readExperimentText(text);
  const fault = experimentFaults(value).at(0);
  if (fault) throw fault;
  return value;
}

/** The experiment that a text describes. @throws BadInput as `parseExperimentFile`, but for the file. */
export const readExperiment = (text: string): Experiment => checkExperiment(checkedText(text));

/** What is wrong with an experiment is said to be wrong in `file`, which it was read from; what has no place is not. */
const inFile = (error: unknown, file: string) =>
  error instanceof BadInput && error.place !== '' && error.file === '' ? error.inFile(file) : error;

/** Does `work` with the experiment of a file. @throws BadInput that names the file, where the experiment is at fault. */
export async function ofFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inFile(error, file);
  }
}

/**
 * What an experiment file says, before its defaults are filled in.
 * @param file its name, for the error message.
 * @throws BadInput naming the file and, where it can, the key, or the line and column.
 */
export function parseExperimentFile(text: string, file: string): Record<string, unknown> {
  try {
    return checkedText(text);
  } catch (error) {
    throw inFile(error, file);
  }
}
