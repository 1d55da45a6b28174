import { roughTime } from '../../src/shared/roughTime';
import { say } from './sentence';

/** An estimate of seconds, or one measurement of them, in the reader's language. */
export const time = (seconds: number): string => roughTime(seconds, say);
