import type { Steps } from './lineChart';

/** What is left of a zoom on runs that end at step `last`: all of them, null, where none of its steps is one of theirs. */
export const zoomWithin = (steps: Steps | null, last: number): Steps | null =>
  steps && steps.min < last ? steps : null;
