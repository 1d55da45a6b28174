import * as l10n from '@vscode/l10n';
import { ulpsBetween } from './ulps';

/** How far the two forms of a cross-entropy agree. */
export interface Agreement {
  /** Null where there is nothing to compare. */
  same: boolean | null;
  words: string;
}

/**
 * @param hot the loss in one-hot form. @param picked in label form.
 * @param apart what is said of a difference of so many doubles.
 */
export function agreementOf(hot: number, picked: number, apart: (ulps: number) => string): Agreement {
  if (Number.isNaN(picked))
    return { same: null, words: l10n.t('Neither form gives a number: y has none (NaN), as the network diverged.') };
  if (Number.isNaN(hot))
    return {
      same: false,
      words: l10n.t(
        '0 · log 0 = 0 · (−∞) is not a number: without δ one y of 0 spoils the one-hot sum, and leaves the label form alone.',
      ),
    };
  return Object.is(hot, picked)
    ? { same: true, words: l10n.t('equal to the last bit') }
    : { same: false, words: apart(ulpsBetween(hot, picked)) };
}
