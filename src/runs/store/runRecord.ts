import * as v from 'valibot';
import { BadInput } from '../../engine/badInput';
import { kernelsNames } from '../../engine/training/kernelsName';
import { experimentSchema, mostSteps } from '../experiment/experiment';
import { paletteSize } from '../naming/runColor';

/** The last moment of which the id of a run can be made, in milliseconds since 1970. */
export const latest = Date.UTC(9999, 11, 31);

const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/**
 * `run.json`: of a summary, what neither the name of the folder nor its other files say. A figure that is none loses no
 * run: it is left out.
 */
const recordSchema = v.object({
  version: v.literal(1),
  run: v.object({
    name: v.pipe(v.string(), v.minLength(1)),
    color: v.fallback(whole(paletteSize - 1), 0),
    experiment: experimentSchema,
    kernels: v.exactOptional(v.picklist(kernelsNames)),
    state: v.picklist(['running', 'paused', 'done', 'stopped', 'diverged', 'failed', 'interrupted']),
    createdAt: v.fallback(v.nullable(whole(latest)), null),
    seconds: v.fallback(v.pipe(v.number(), v.finite(), v.minValue(0)), 0),
    divergedAt: v.fallback(v.nullable(whole(mostSteps)), null),
    message: v.fallback(v.nullable(v.string()), null),
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
export type RunRecord = Omit<v.InferOutput<typeof recordSchema>['run'], 'createdAt'> & { createdAt: number };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** When the run of this id was made, to the second, or at least some time. */
function madeAt(id: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-/.exec(id);
  const time = parts ? Date.parse(`${parts.slice(1, 4).join('-')}T${parts.slice(4).join(':')}Z`) : NaN;
  return Number.isNaN(time) ? 0 : time;
}

/**
 * @param file where `text` was read, for the error message.
 * @param id of the run.
 * @throws BadInput naming the file and the first key that is not as a run's record has it.
 */
export function decodeRecord(text: string, file: string, id: string): RunRecord {
  const result = v.safeParse(recordSchema, parsed(text), { abortEarly: true });
  if (!result.success) {
    const place = v.getDotPath(result.issues[0]);
    throw place === null
      ? new BadInput(file, '{0} is damaged: expected the JSON record of a run.', [file])
      : new BadInput(file, '{0} is damaged: “{1}” is not as the record of a run has it.', [file, place]);
  }
  const { run } = result.output;
  return { ...run, createdAt: run.createdAt ?? madeAt(id) };
}
