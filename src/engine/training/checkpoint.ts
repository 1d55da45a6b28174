import { BadInput, phrase, type Phrase } from '../badInput';
import type { Floats } from '../network/floats';
import type { Network } from '../network/network';
import type { BatchesSnapshot } from '../sampling/miniBatches';
import { stateWords } from '../sampling/mt19937';
import type { RandomSnapshot } from '../sampling/randomState';
import { checkpointPlan } from './checkpointPlan';
import type { OptimizerState } from './optimizer';
import type { TrainingPlan } from './plan';

/** Where a run stands, besides its parameters. */
export interface Progress {
  /** Steps taken. */
  step: number;
  divergedAt: number | null;
  random: RandomSnapshot;
  batches: BatchesSnapshot;
}

const magic = 0x4c4c4331; // "LLC1"
const damaged = (what: Phrase) => new BadInput('checkpoint', 'checkpoint: {0}.', [what]);

const readable = (_: string, value: unknown) => (value instanceof Uint32Array ? Array.from(value) : value);

/** Every array of a checkpoint in its order: the parameters, then what the optimizer keeps. */
const arraysOf = (network: Network, state: OptimizerState): Floats[] => [
  ...network.parameters.map(({ values }) => values),
  ...state.flat(),
];

/** Layout: magic and header length (32 bits each, little-endian), an ASCII JSON header, the arrays' bytes in order. */
export function encodeCheckpoint(
  plan: TrainingPlan,
  network: Network,
  state: OptimizerState,
  progress: Progress,
): Uint8Array {
  const { sizes, dtype, activation } = network.plan;
  const header = JSON.stringify({ sizes, dtype, activation, plan: checkpointPlan(plan), ...progress }, readable);
  const start = 8 + header.length;
  const arrays = arraysOf(network, state);
  const total = arrays.reduce((bytes, values) => bytes + values.byteLength, start);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, header.length, true);
  for (let i = 0; i < header.length; i++) bytes[8 + i] = header.charCodeAt(i);
  let at = start;
  for (const values of arrays) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

interface Header extends Progress {
  sizes: number[];
  dtype: string;
  activation: string;
  /** See `checkpointPlan`; version 0.1.0 wrote none. */
  plan?: Record<string, unknown>;
}

/** Bytes of a header at most: ours have some ten thousand, two states of the random stream. */
export const mostHeader = 2 ** 20;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (value: unknown, most = Number.MAX_SAFE_INTEGER) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
const isSnapshot = (value: unknown) =>
  isObject(value) &&
  Array.isArray(value.key) &&
  value.key.length === stateWords &&
  value.key.every((word) => isWhole(word, 0xffffffff)) &&
  isWhole(value.position, stateWords) &&
  (value.cachedGaussian === null || Number.isFinite(value.cachedGaussian));

const isHeader = (value: unknown): value is Header =>
  isObject(value) &&
  Array.isArray(value.sizes) &&
  value.sizes.every((size) => isWhole(size)) &&
  typeof value.dtype === 'string' &&
  typeof value.activation === 'string' &&
  (value.plan === undefined || isObject(value.plan)) &&
  isWhole(value.step) &&
  (value.divergedAt === null || isWhole(value.divergedAt)) &&
  isSnapshot(value.random) &&
  isObject(value.batches) &&
  (value.batches.epochStart === null || isSnapshot(value.batches.epochStart)) &&
  isWhole(value.batches.used);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(phrase('its header is not JSON'));
  }
}

function readHeader(bytes: Uint8Array): { header: Header; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== magic)
    throw damaged(phrase('its first bytes are not those of a checkpoint'));
  const start = 8 + view.getUint32(4, true);
  if (start > bytes.length) throw damaged(phrase('it ends within its header'));
  let text = '';
  for (let i = 8; i < Math.min(start, 8 + mostHeader); i++) text += String.fromCharCode(bytes[i]);
  const header = parsed(text);
  if (!isHeader(header)) throw damaged(phrase('its header is not that of a checkpoint'));
  return { header, start };
}

/** @throws BadInput when the checkpoint is that of a run of another plan. */
function expectPlan(header: Header, plan: TrainingPlan): void {
  const expected = checkpointPlan(plan);
  const found = header.plan ?? { 'network.activation': JSON.stringify(header.activation) };
  for (const [key, value] of Object.entries(expected))
    if (key in found && found[key] !== value)
      throw new BadInput('checkpoint', 'checkpoint: expected one of a run with {0} {1}, got {2}.', [
        key,
        value,
        String(found[key]),
      ]);
}

const restored = (read: RandomSnapshot): RandomSnapshot => ({ ...read, key: Uint32Array.from(read.key) });

/**
 * Fills `network` and `state`, which are those of `plan`, with what `bytes` holds.
 * @throws BadInput when the bytes are no checkpoint, or one of a run of another plan.
 */
export function decodeCheckpoint(
  bytes: Uint8Array,
  plan: TrainingPlan,
  network: Network,
  state: OptimizerState,
): Progress {
  const { header, start } = readHeader(bytes);
  const { sizes, dtype } = network.plan;
  if (header.dtype !== dtype || JSON.stringify(header.sizes) !== JSON.stringify(sizes))
    throw new BadInput('checkpoint', 'checkpoint: expected a {0} network of {1}, got a {2} one of {3}.', [
      dtype,
      sizes.join('-'),
      header.dtype,
      header.sizes.join('-'),
    ]);
  expectPlan(header, plan);
  const arrays = arraysOf(network, state);
  const expected = arrays.reduce((total, values) => total + values.byteLength, start);
  if (bytes.length !== expected)
    throw new BadInput('checkpoint', 'checkpoint: expected {0} bytes, got {1}.', [expected, bytes.length]);
  let at = start;
  for (const values of arrays) {
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes.subarray(at, at + values.byteLength));
    at += values.byteLength;
  }
  const { epochStart, used } = header.batches;
  return {
    step: header.step,
    divergedAt: header.divergedAt,
    random: restored(header.random),
    batches: { epochStart: epochStart && restored(epochStart), used },
  };
}
