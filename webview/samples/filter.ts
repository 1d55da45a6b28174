import type { SampleId } from '../../src/shared/protocol';

export type Split = 'all' | 'train' | 'test';

export interface Filter {
  split: Split;
  /** The digits to show; none means all of them. */
  digits: readonly number[];
}

/** The samples of a split that show one of `digits`, in their order. @param labels (train + test,) by sample id. */
export function filterSamples(labels: Uint8Array, train: number, { split, digits }: Filter): SampleId[] {
  const first = split === 'test' ? train : 0;
  const end = split === 'train' ? train : labels.length;
  const wanted = Array.from({ length: 10 }, (_, digit) => digits.length === 0 || digits.includes(digit));
  const ids: SampleId[] = [];
  for (let id = first; id < end; id++) if (wanted[labels[id]]) ids.push(id);
  return ids;
}

/** How many of each digit a split has. */
export function countDigits(labels: Uint8Array, train: number, split: Split): number[] {
  const counts = new Array<number>(10).fill(0);
  for (let id = split === 'test' ? train : 0; id < (split === 'train' ? train : labels.length); id++)
    counts[labels[id]]++;
  return counts;
}
