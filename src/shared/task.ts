import { BadInput } from '../engine/badInput';

/** Something asked for that may take long, as whoever does it sees it. */
export interface Task {
  /** Aborted when it is not wanted any more, with why: `stopped()`, or `Unheard`. */
  readonly signal: AbortSignal;
  /** Tells the one who asked how much (0 … 1) of it is done. */
  readonly tell: (fraction: number) => void;
}

/** What a task fails with that was stopped. */
export const stopped = () => new BadInput('', 'This was stopped.');

/** Whoever asked is there no more, and stopped nothing: what is worth keeping may go on. */
export class Unheard extends Error {
  constructor() {
    super('Nobody waits for this any more.');
  }
}

/** To the end that answers. */
export type ToAnswerer<Call> = { type: 'request'; id: number; call: Call } | { type: 'cancel'; id: number };

/** To the end that asked, under the id that it gave. */
export type ToRequester<Fault> =
  { type: 'taskProgress'; id: number; fraction: number } | { type: 'settled'; id: number; result: Settled<Fault> };

export type Settled<Fault> = { ok: true; value: unknown } | { ok: false; error: Fault };
