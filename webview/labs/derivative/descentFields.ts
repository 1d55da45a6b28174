import { kept } from '../../host/kept';

/** What is typed for the descents. */
export interface DescentFields {
  /** Learning rates, the book's at first: one that works, one too large, one too small. */
  rates: string;
  stepNum: string;
}

export const bookFields: DescentFields = { rates: '0.1, 10, 1e-10', stepNum: '100' };

export const descentFields = kept<DescentFields>('derivative', bookFields);
