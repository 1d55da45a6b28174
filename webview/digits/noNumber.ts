import * as l10n from '@vscode/l10n';

/** What `predicted` and `said` hold in place of a digit that the network gave no number for. */
export { unread } from '../../src/engine';

/** In place of a digit or its probability. */
export const noNumber = l10n.t('no number (NaN)');

/** Whether the outputs of a network for one digit are no numbers: its weights are not, or its sums overflow. */
export const isNoNumber = (y: readonly number[]): boolean => y.some(Number.isNaN);

/** Why there is no number for a digit, and what to do. */
export const divergedWords = l10n.t(
  'The network gives no number (NaN) for this digit: it diverged. Train it again with a smaller learning rate, or smaller first weights.',
);
