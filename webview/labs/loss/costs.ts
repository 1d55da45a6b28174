import { signal } from '@preact/signals';
import { costClasses, type Results } from '../../../src/shared/pageProtocol';
import { PageTask, type Ask } from '../../host/pageTask';

export type LossCost = Results['lossCost'];

/** What has been measured, by classes. */
export const costs = signal<ReadonlyMap<number, LossCost>>(new Map());
/** Measuring. */
export const measuring = new PageTask('loss');
/** The number of classes that it has come to. */
export const classesNow = signal<number | null>(null);

/** Shows again what a page measured that was here before; else, or what is missing of it, is measured now. */
export const measureUnasked = (): Promise<void> =>
  measuring.run(true, async (ask) => {
    const kept = await ask('keptCosts', {});
    if (kept.length === costClasses.length) costs.value = new Map(kept.map((cost) => [cost.classes, cost]));
    else await measure(ask);
  });

/** Measures every number of classes, one after the other, until all are there or it is stopped. */
export const measureCosts = (): Promise<void> => measuring.run(true, measure);

async function measure(ask: Ask): Promise<void> {
  costs.value = new Map();
  for (const classes of costClasses) {
    classesNow.value = classes;
    const cost = await ask('lossCost', { classes });
    costs.value = new Map([...costs.value, [classes, cost]]);
  }
}
