import { signal } from '@preact/signals';
import { onForget, recall, remember } from '../../host/requests';

/** What is typed for the descents. */
export interface DescentFields {
  /** Learning rates, the book's at first: one that works, one too large, one too small. */
  rates: string;
  stepNum: string;
}

export const bookFields: DescentFields = { rates: '0.1, 10, 1e-10', stepNum: '100' };

export const descentFields = signal<DescentFields>(read());
onForget('derivative', () => (descentFields.value = bookFields));

function read(): DescentFields {
  const { rates, stepNum } = recall('derivative', { ...bookFields });
  return { rates, stepNum };
}

export function setDescent(change: Partial<DescentFields>): void {
  const { rates, stepNum } = { ...descentFields.value, ...change };
  descentFields.value = { rates, stepNum };
  remember('derivative', { rates, stepNum });
}
