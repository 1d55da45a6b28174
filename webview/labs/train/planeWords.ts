import * as l10n from '@vscode/l10n';
import { percent } from '../../text/format';

/** From this share of the movement on, next to nothing of a path lies outside of its plane. */
const nearlyAll = 0.95;

/**
 * How much of a run's path its landscape shows.
 * @param share (0 … 1) of the weights' movement that lies in the plane.
 * @param isAlongPath whether the plane was laid along the path.
 * @param isAtRest whether the weights never moved.
 */
export function planeWords(share: number, isAlongPath: boolean, isAtRest = false): string {
  if (isAtRest) return l10n.t('The weights did not move: there is no path, and both directions are random.');
  if (!isAlongPath)
    return l10n.t(
      'Only {0} of the weights’ movement lies in this plane: among so many dimensions, two random directions hardly contain a path. The plane along the path does.',
      percent(share, 1),
    );
  return share >= nearlyAll
    ? l10n.t(
        'The two directions in which the weights moved most hold {0} of their movement: the path is nearly all in the picture.',
        percent(share, 1),
      )
    : l10n.t(
        'The two directions in which the weights moved most hold {0} of their movement: the rest leads out of the picture.',
        percent(share, 1),
      );
}
