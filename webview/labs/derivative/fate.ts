import * as l10n from '@vscode/l10n';
import { jumpsAbout, jumpsToAndFro, type Descent } from './descent';

/** Beyond this f has no value because it overflowed, not because the path left where f is defined. */
const huge = 1e60;

/** Whether its steps have become far smaller than its first: a rate that is merely too small takes them all alike. */
function cameToRest(path: Descent['path']): boolean {
  const length = (step: number) => Math.hypot(...path[step].map((value, i) => value - path[step - 1][i]));
  return path.length > 2 && length(path.length - 1) < 0.01 * length(1);
}

/**
 * What became of a descent, in a few words.
 * @param reach how far the picture goes from 0.
 */
export function fateOf(descent: Descent, reach: number): string {
  const { path, values, reason, flewAt, learningRate } = descent;
  const [first] = values;
  const last = values[values.length - 1];
  // Of all steps: one that jumps over the valley and back ends where it began, and has moved.
  const moved = Math.max(...path.map((point) => Math.hypot(...point.map((value, i) => value - path[0][i]))));
  if (path.length > 1 && learningRate === 0) return l10n.t('it does not move: the rate is 0');
  if (reason === 'valueNotFinite' && Number.isNaN(last) && path[path.length - 1].every((x) => Math.abs(x) < huge))
    return l10n.t('stopped at step {0}: f has no value there', path.length - 1);
  if (learningRate < 0 && moved > 0) return l10n.t('a negative rate climbs: it goes along the gradient, uphill');
  if (flewAt !== null) {
    if (jumpsAbout(descent)) return l10n.t('too large a rate: it jumps about and does not settle');
    // A rate that is small enough goes down at every step.
    const rose = values.slice(1, flewAt + 1).some((value, i) => !(value <= values[i]));
    return last < first && !rose
      ? l10n.t('went down, far out of the picture')
      : l10n.t('too large a rate: it flew off at step {0}', flewAt);
  }
  if (reason !== 'completed') return l10n.t('stopped at step {0}: not finite any more', path.length - 1);
  if (moved === 0 && path.length > 1)
    return l10n.t('it does not move: the gradient is 0 at the start, or lost in rounding');
  if (moved < 1e-4 * reach && !cameToRest(path))
    return last < first ? l10n.t('too small a rate: it has hardly moved') : l10n.t('it has hardly moved');
  if (jumpsAbout(descent)) return l10n.t('too large a rate: it jumps about and does not settle');
  if (jumpsToAndFro(descent)) return l10n.t('too large a rate: it jumps to and fro and gets no lower');
  return last < first ? l10n.t('went down') : l10n.t('did not go down');
}
