import { duration as durationSaid, roughTime } from '../../src/engine/numberText';
import { say } from './sentence';

export { count, fixed, percent, plain, repr, repr32, significant } from '../../src/engine/numberText';

/** Measured seconds, in the reader's language. */
export const duration = (seconds: number): string => durationSaid(seconds, say);

/** An estimate of seconds, or one measurement of them, in the reader's language. */
export const time = (seconds: number): string => roughTime(seconds, say);
