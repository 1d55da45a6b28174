import type { BadInput } from '../../engine/badInput';
import { dataFault, slip } from './dataFault';
import type { DataShape } from './misfits';
import { checkExperiment, experimentFaults } from './experiment';
import { readExperimentText } from './experimentFile';
import type { JsonText, Span } from './jsonText';

/** A fault of an experiment file, and where it stands. */
export interface TextFault {
  fault: BadInput;
  at: Span;
  /** Whether it can be trained all the same. */
  isSlip: boolean;
}

/** Where the value at `place` stands, or the nearest around it that is there. */
function spanOf({ places }: JsonText, place: string): Span {
  const path = place.split('.');
  for (let length = path.length; length > 0; length--) {
    const there = places.get(path.slice(0, length).join('.'));
    if (there) return there.key && length < path.length ? there.key : there.value;
  }
  return { start: 0, end: 1 };
}

/** What the schema, which the editor holds a file against by itself, cannot say: what does not fit the data or the memory. */
export function textFaults(text: string, data: DataShape, memory?: number): TextFault[] {
  let json: JsonText;
  try {
    json = readExperimentText(text);
  } catch {
    // The editor's own reading of JSON, and the schema, say what is wrong while it is typed.
    return [];
  }
  if (experimentFaults(json.value).length > 0) return [];
  const experiment = checkExperiment(json.value);
  const fault = dataFault(experiment, data, memory);
  const slipped = slip(experiment, data);
  return [
    ...(fault ? [{ fault, at: spanOf(json, fault.place), isSlip: false }] : []),
    ...(slipped ? [{ fault: slipped, at: spanOf(json, slipped.place), isSlip: true }] : []),
  ];
}
