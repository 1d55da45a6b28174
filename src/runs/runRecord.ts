import * as v from 'valibot';
import { BadInput } from '../engine/badInput';
import { kernelsNames } from '../engine/training/kernelsName';
import { experimentSchema } from './experiment';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `run.json`: of a summary, what neither the name of the folder nor its other files say. */
const recordSchema = v.object({
  version: v.literal(1),
  run: v.object({
    name: v.pipe(v.string(), v.minLength(1)),
    color: count,
    experiment: experimentSchema,
    kernels: v.exactOptional(v.picklist(kernelsNames)),
    state: v.picklist(['running', 'paused', 'done', 'stopped', 'diverged', 'failed', 'interrupted']),
    createdAt: v.pipe(v.number(), v.finite()),
    seconds: v.pipe(v.number(), v.minValue(0)),
    divergedAt: v.nullable(count),
    message: v.nullable(v.string()),
  }),
});

export function encodeRecord({
  name,
  color,
  experiment,
  kernels,
  state,
  createdAt,
  seconds,
  divergedAt,
  message,
}: RunRecord): string {
  const run: RunRecord = {
    name,
    color,
    experiment,
    ...(kernels && { kernels }),
    state,
    createdAt,
    seconds,
    divergedAt,
    message,
  };
  return `${JSON.stringify({ version: 1, run }, null, 2)}\n`;
}

/** What `run.json` keeps of a summary. */
export type RunRecord = v.InferOutput<typeof recordSchema>['run'];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param file where `text` was read, for the error message.
 * @throws BadInput naming the file and the first key that is not as a run's record has it.
 */
export function decodeRecord(text: string, file: string): RunRecord {
  const result = v.safeParse(recordSchema, parsed(text));
  if (!result.success) {
    const place = v.getDotPath(result.issues[0]);
    throw place === null
      ? new BadInput(file, '{0} is damaged: expected the JSON record of a run.', [file])
      : new BadInput(file, '{0} is damaged: “{1}” is not as the record of a run has it.', [file, place]);
  }
  return result.output.run;
}
