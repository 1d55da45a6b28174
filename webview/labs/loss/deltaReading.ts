import { BadInput, defaultDelta, phrase } from '../../../src/engine';
import { typedNumber } from '../../../src/functions/typedNumber';
import { sentence } from '../../text/sentence';
import { plain } from '../../../src/engine/numberText';

/** What the slider steps through: 1e-1 to 1e-16, then 0. */
export const deltaSteps: readonly number[] = [...Array.from({ length: 16 }, (_, i) => Number(`1e-${i + 1}`)), 0];

/** δ as it is typed and shown: 1e-7, 0.1, 0. */
export const deltaText = (delta: number) => plain(delta);

export const defaultText = deltaText(defaultDelta);

/** δ as typed, or its fault in one sentence. */
export function readDelta(text: string): { delta: number } | { fault: string } {
  const trimmed = text.trim();
  const value = typedNumber(trimmed);
  if (value >= 0 && value <= 1) return { delta: value };
  return {
    fault: sentence(
      new BadInput('delta', '{0}: expected {1}, got {2}.', [
        'δ',
        phrase('a number from 0 to 1'),
        trimmed || phrase('nothing'),
      ]),
    ),
  };
}

/** The step nearest to `delta` on the slider; the last for 0. */
export function stepOf(delta: number): number {
  if (delta < 1e-16 / Math.sqrt(10)) return deltaSteps.length - 1;
  return Math.min(Math.max(Math.round(-Math.log10(delta)) - 1, 0), deltaSteps.length - 2);
}
