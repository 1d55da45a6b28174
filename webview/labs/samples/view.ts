import { kept } from '../../host/kept';
import type { Filter, Order } from './filter';

/** What the grid shows, and how; kept over a reload. */
export interface SamplesView extends Filter {
  order: Order;
  pickedOnly: boolean;
  /** Of a digit; null until the reader chose one: the setting's. */
  size: number | null;
  /** Index of the digit at the top. */
  top: number;
  /** Whether the large digit is shown as numbers. */
  asNumbers: boolean;
}

/** Nothing left out. */
export const unfiltered = { digits: [], answer: 'any', cell: null, pickedOnly: false } as const;

export const view = kept<SamplesView>('samples', {
  split: 'all',
  order: 'stored',
  size: null,
  asNumbers: false,
  top: 0,
  ...unfiltered,
});

/** Shows other digits, from their beginning. */
export const filter = (change: Partial<SamplesView>) => view.set({ ...change, top: 0 });
