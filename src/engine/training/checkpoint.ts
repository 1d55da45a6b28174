import { BadInput, phrase, type Phrase } from '../badInput';
import type { Floats } from '../network/floats';
import type { Network } from '../network/network';
import type { BatchesSnapshot } from '../sampling/miniBatches';
import type { RandomSnapshot } from '../sampling/randomState';
import type { OptimizerState } from './optimizer';

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
export function encodeCheckpoint(network: Network, state: OptimizerState, progress: Progress): Uint8Array {
  const { sizes, dtype, activation } = network.plan;
  const header = JSON.stringify({ sizes, dtype, activation, ...progress }, readable);
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
}

function readHeader(bytes: Uint8Array): { header: Header; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== magic)
    throw damaged(phrase('its first bytes are not those of a checkpoint'));
  const start = 8 + view.getUint32(4, true);
  if (start > bytes.length) throw damaged(phrase('it ends within its header'));
  let text = '';
  for (let i = 8; i < start; i++) text += String.fromCharCode(bytes[i]);
  try {
    return { header: JSON.parse(text) as Header, start };
  } catch {
    throw damaged(phrase('its header is not JSON'));
  }
}

const restored = (read: RandomSnapshot): RandomSnapshot => ({ ...read, key: Uint32Array.from(read.key) });

/**
 * Fills `network` and `state` with what `bytes` holds.
 * @throws BadInput when the bytes are no checkpoint, or one of another network or optimizer.
 */
export function decodeCheckpoint(bytes: Uint8Array, network: Network, state: OptimizerState): Progress {
  const { header, start } = readHeader(bytes);
  const { sizes, dtype } = network.plan;
  if (header.dtype !== dtype || JSON.stringify(header.sizes) !== JSON.stringify(sizes))
    throw new BadInput('checkpoint', 'checkpoint: expected a {0} network of {1}, got a {2} one of {3}.', [
      dtype,
      sizes.join('-'),
      header.dtype,
      header.sizes.join('-'),
    ]);
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
