import { describe, expect, it } from 'vitest';
import { checkExperiment } from '../../../../src/runs/experiment/experiment';
import { memoryFault } from '../../../../src/runs/experiment/memoryFault';

describe('memoryFault', () => {
  const book = checkExperiment({});

  it('lets pass what fits into half of the memory', () => {
    expect(memoryFault(book, 784, 10)).toBeUndefined();
    // 39,760 parameters five times and 2 · 844 activations of 100 samples, 4 bytes each.
    const bytes = 4 * (5 * 39_760 + 2 * 844 * 100);
    expect(memoryFault(book, 784, 10, 2 * bytes)).toBeUndefined();
    expect(memoryFault(book, 784, 10, 2 * bytes - 1)).toBeDefined();
    expect(memoryFault({ ...book, dtype: 'float64' }, 784, 10, 2 * bytes)).toBeDefined();
  });

  it('says how much the rest would need', () => {
    const large = checkExperiment({ network: { hidden: [100_000, 100_000] } });
    const fault = memoryFault(large, 784, 10, 8 * 2 ** 30);
    expect(fault?.place).toBe('network.hidden');
    expect(fault?.message).toBe(
      'network.hidden: this network needs 187.9 GB, expected at most half of the 8 GB of memory.',
    );
  });
});
