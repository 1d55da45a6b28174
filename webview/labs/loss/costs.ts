import { signal } from '@preact/signals';
import { costClasses, type Results } from '../../../src/shared/pageProtocol';
import { request } from '../../host/requests';
import { sentence } from '../../text/sentence';

export type LossCost = Results['lossCost'];

/** What has been measured, by classes. */
export const costs = signal<ReadonlyMap<number, LossCost>>(new Map());
/** The number of classes being measured; null while nothing is. */
export const measuring = signal<number | null>(null);
export const costFailure = signal<string | null>(null);

let latest = 0;

/** Ends the measuring; what has been measured stays. */
export function stopMeasuring(): void {
  latest++;
  measuring.value = null;
}

/** Shows again what a page measured that was here before; else, or what is missing of it, is measured now. */
export async function measureUnasked(): Promise<void> {
  const mine = ++latest;
  const kept = await request('keptCosts', {}).catch(() => []);
  if (mine !== latest) return;
  if (kept.length === costClasses.length) costs.value = new Map(kept.map((cost) => [cost.classes, cost]));
  else void measureCosts();
}

/** Measures every number of classes, one after the other, until all are there or it is stopped. */
export async function measureCosts(): Promise<void> {
  const mine = ++latest;
  costFailure.value = null;
  costs.value = new Map();
  try {
    for (const classes of costClasses) {
      measuring.value = classes;
      const cost = await request('lossCost', { classes });
      if (mine !== latest) return;
      costs.value = new Map([...costs.value, [classes, cost]]);
    }
  } catch (error) {
    if (mine === latest) costFailure.value = sentence(error);
  } finally {
    if (mine === latest) measuring.value = null;
  }
}
