import { recall } from '../../host/requests';
import type { Filter, Order } from './filter';

/** What the grid shows, and how; kept over a reload. */
export interface View extends Filter {
  order: Order;
  pickedOnly: boolean;
  /** Null until the reader chose one: the setting's. */
  size: number | null;
}

/** Nothing left out. */
export const unfiltered = { digits: [], answer: 'any', cell: null, pickedOnly: false } as const;

const initial: View = { split: 'all', order: 'stored', size: null, ...unfiltered };

export const recalledView = (): View => ({
  ...initial,
  ...recall<{ samples: Partial<View> }>('samples', { samples: {} }).samples,
});
