import * as l10n from '@vscode/l10n';
import { percent } from '../../../src/engine/numberText';
import type { Split } from './filter';

const accuracySentence: Record<Split, (share: string) => string> = {
  all: (share) => l10n.t('reads {0} of all digits right', share),
  train: (share) => l10n.t('reads {0} of the training digits right', share),
  test: (share) => l10n.t('reads {0} of the test digits right', share),
};

/** How many digits were read, and how many the network gave no number for. */
export interface Read {
  split: Split;
  /** Of these, `share` (0 … 1) right. */
  all: number;
  share: number;
  unread: number;
}

/** How well the network reads. @param isTrained whether it has learnt anything, so that it need not guess. */
export function readingWords({ split, all, share, unread }: Read, isTrained: boolean): string {
  if (unread === all)
    return isTrained
      ? l10n.t(
          'gives no number (NaN) for any digit, as it diverged: train it again with a smaller learning rate, or smaller first weights',
        )
      : l10n.t('It gives no number (NaN) for any digit: its first weights are too large.');
  const words = isTrained ? accuracySentence[split](percent(share)) : l10n.t('It guesses: {0} right.', percent(share));
  return unread === 0 ? words : `${words}; ${l10n.t('for {0} it gives no number (NaN)', unread)}`;
}
