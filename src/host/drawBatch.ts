import { RandomState } from '../engine';
import { BadInput } from '../engine/badInput';
import type { SampleId } from '../shared/pageProtocol';
import { trainingSamples } from '../data/mnistShape';

/**
 * The training samples that `np.random.seed(seed); np.random.choice(60000, size, replace)` draws.
 * @throws BadInput when `seed` is no seed of NumPy's or `size` more than there are.
 */
export function drawBatch(seed: number, size: number, replace: boolean): SampleId[] {
  if (!Number.isInteger(size) || size < 1 || size > trainingSamples)
    throw new BadInput('size', 'Size: expected a whole number from 1 to {0}, got {1}.', [trainingSamples, size]);
  return Array.from(new RandomState(seed).choice(trainingSamples, size, replace));
}
