import { totalmem } from 'node:os';
import { BadInput } from '../engine/badInput';
import type { Experiment } from '../runs/experiment';

const gigabyte = 2 ** 30;

/** What this process may use, in bytes. */
function available(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * The fault of a network too large for this computer, if it is one: the system ends a process that fills its memory,
 * and the editor with it, without asking.
 * @param memory bytes there are.
 */
export function memoryFault(
  { network, batch, dtype, optimizer }: Experiment,
  inputs: number,
  classes: number,
  memory = available(),
): BadInput | undefined {
  const sizes = [inputs, ...network.hidden, classes];
  const weights = sizes.slice(1).reduce((sum, size, layer) => sum + size * (sizes[layer] + 1), 0);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const kept = { sgd: 0, momentum: 1, adagrad: 1, adam: 2 }[optimizer.kind];
  // Parameters twice, their gradients and two copies of a checkpoint, with what the optimizer keeps of each; activations
  // and their gradients.
  const bytes = ((5 + 4 * kept) * weights + 2 * units * batch.size) * (dtype === 'float32' ? 4 : 8);
  if (bytes <= memory / 2) return undefined;
  const template = '{0}: this network needs {1} GB, expected at most half of the {2} GB of memory.';
  const round = (value: number) => Math.round((10 * value) / gigabyte) / 10;
  return new BadInput('network.hidden', template, ['network.hidden', round(bytes), round(memory)]);
}
