import { unread } from '../../../src/engine';
import type { SampleId } from '../../../src/shared/pageProtocol';

export type Split = 'all' | 'train' | 'test';
export type Answer = 'any' | 'right' | 'wrong';
export type Order = 'stored' | 'largest' | 'smallest';

/** What a network makes of every sample, by sample id; as `predictAll` answers. */
export interface Readings {
  predicted: Uint8Array;
  losses: Float64Array;
}

/** A cell of the confusion matrix; without a label, its whole column. */
export interface Cell {
  label: number | null;
  predicted: number;
}

export interface Filter {
  split: Split;
  /** The digits to show; none means all of them. */
  digits: readonly number[];
  answer: Answer;
  cell: Cell | null;
}

/** Whether it takes a network's predictions to tell what is shown. */
export const needsReadings = ({ answer, cell, order }: Filter & { order: Order }): boolean =>
  answer !== 'any' || cell !== null || order !== 'stored';

/** The first sample of a split, and the one behind its last. */
const boundsOf = (split: Split, train: number, count: number): [number, number] => [
  split === 'test' ? train : 0,
  split === 'train' ? train : count,
];

/**
 * The samples that pass the filter, in the order of `order` or else as they are stored.
 * @param labels (train + test,) by sample id. @param readings without them nobody is right or wrong, and all pass.
 */
export function filterSamples(
  labels: Uint8Array,
  train: number,
  { split, digits, answer, cell }: Filter,
  readings?: Readings,
  order?: Uint32Array,
): SampleId[] {
  const [first, end] = boundsOf(split, train, labels.length);
  const wanted = Array.from({ length: 10 }, (_, digit) => digits.length === 0 || digits.includes(digit));
  const predicted = readings?.predicted;
  const passes = (id: SampleId): boolean => {
    const label = labels[id];
    if (!wanted[label]) return false;
    if (!predicted) return true;
    if (answer !== 'any' && (predicted[id] === label) !== (answer === 'right')) return false;
    return cell === null || (predicted[id] === cell.predicted && (cell.label ?? label) === label);
  };
  const ids: SampleId[] = [];
  if (order) {
    for (const id of order) if (id >= first && id < end && passes(id)) ids.push(id);
  } else for (let id = first; id < end; id++) if (passes(id)) ids.push(id);
  return ids;
}

/** Every sample id by its loss, equals as they are stored; a loss that is no number is larger than any. */
export function byLoss(losses: Float64Array, order: Exclude<Order, 'stored'>): Uint32Array {
  const key = losses.map((loss) => (Number.isNaN(loss) ? Infinity : loss));
  const sign = order === 'largest' ? -1 : 1;
  // Not their difference: two infinite losses have none.
  return Uint32Array.from(losses, (_, id) => id).sort((a, b) =>
    key[a] === key[b] ? a - b : key[a] < key[b] ? -sign : sign,
  );
}

/** How many of each digit a split has. */
export function countDigits(labels: Uint8Array, train: number, split: Split): number[] {
  const counts = new Array<number>(10).fill(0);
  const [first, end] = boundsOf(split, train, labels.length);
  for (let id = first; id < end; id++) counts[labels[id]]++;
  return counts;
}

/** How many of a split the network gave no number for. */
export function countUnread(labels: Uint8Array, train: number, split: Split, predicted: Uint8Array): number {
  return predicted.subarray(...boundsOf(split, train, labels.length)).filter((digit) => digit === unread).length;
}

/** (10, 10) how many of a split with each label (row) are read as each digit (column). */
export function confusionOf(labels: Uint8Array, train: number, split: Split, predicted: Uint8Array): Uint32Array {
  const counts = new Uint32Array(100);
  const [first, end] = boundsOf(split, train, labels.length);
  for (let id = first; id < end; id++) if (predicted[id] < 10) counts[10 * labels[id] + predicted[id]]++;
  return counts;
}
