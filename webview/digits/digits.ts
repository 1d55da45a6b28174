import { effect, signal } from '@preact/signals';
import { themeVersion } from '../charts/palette';
import { DigitCache } from './digitCache';

/** Counts arrivals: whoever draws digits reads it, and draws anew. */
export const cacheVersion = signal(0);
/** Why digits did not come; null when they did. */
export const cacheFailure = signal<string | null>(null);

/** The digits of the whole page: the grid's, and the large ones'. */
export const cache = new DigitCache(
  () => {
    cacheFailure.value = null;
    cacheVersion.value++;
  },
  (message) => {
    cacheFailure.value = message;
  },
);

/** Asks for what did not come once more. */
export function retry(): void {
  cacheFailure.value = null;
  cacheVersion.value++;
}

effect(() => {
  if (themeVersion.value === 0) return;
  cache.repaint();
});
