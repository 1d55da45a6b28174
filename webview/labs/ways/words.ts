import * as l10n from '@vscode/l10n';
import type { BranchName, Half, Opening, Way } from '../../../src/engine';
import { percent } from '../../text/format';
import type { Group } from './groups';

export const wayNames: Record<Way, string> = {
  rule: l10n.t('Rule by hand'),
  features: l10n.t('Features by hand'),
  network: l10n.t('Learnt from pixels'),
};

export const groupNames: Record<Group, string> = {
  onlyNetwork: l10n.t('only the network is right'),
  allWrong: l10n.t('all three are wrong'),
  ruleWrong: l10n.t('the rule fails'),
  featuresWrong: l10n.t('the features fail'),
  networkWrong: l10n.t('the network fails'),
  allRight: l10n.t('all three are right'),
};

/** What each branch of the rule asks. */
export const branchWords: Record<BranchName, string> = {
  twoHoles: l10n.t('Two holes'),
  tallHole: l10n.t('A hole at least half as tall as the digit'),
  lowHoleUnderLeftBay: l10n.t('A hole in the lower half, a bay open to the left above it'),
  lowHoleWideTop: l10n.t('A hole in the lower half, wide ink above it'),
  lowHole: l10n.t('A hole in the lower half'),
  highHole: l10n.t('A hole in the upper half'),
  topAndLeftBay: l10n.t('Upper half: a bay open to the top and one open to the left'),
  topBay: l10n.t('Upper half: a bay open to the top'),
  twoLeftBays: l10n.t('Bays open to the left in both halves'),
  leftOverRightBay: l10n.t('A bay open to the left above one open to the right'),
  rightBayInkRight: l10n.t('Bays open to the right and to the left, the upper ink on the right'),
  rightBayWithLeftBay: l10n.t('Bays open to the right and to the left'),
  rightBayNarrowFoot: l10n.t('A bay open to the right above a narrow foot'),
  rightBay: l10n.t('Upper half: a bay open to the right'),
  bayNarrowFoot: l10n.t('A bay open to the left or the bottom, a narrow foot'),
  leftBayFootLeft: l10n.t('A bay open to the left, the lower ink on the left'),
  leftBay: l10n.t('A bay open to the left'),
  twoStrokes: l10n.t('Two strokes side by side'),
  oneStroke: l10n.t('None of these: a single stroke'),
};

export const holeWords = (half: Half, share: number) =>
  half === 'upper'
    ? l10n.t('hole in the upper half, {0} as tall as the digit', percent(share, 0))
    : l10n.t('hole in the lower half, {0} as tall as the digit', percent(share, 0));

const openingWords: Record<Opening, string> = {
  left: l10n.t('open to the left'),
  right: l10n.t('open to the right'),
  top: l10n.t('open to the top'),
  bottom: l10n.t('open to the bottom'),
};

export const bayWords = (opening: Opening, half: Half) =>
  half === 'upper'
    ? l10n.t('bay in the upper half, {0}', openingWords[opening])
    : l10n.t('bay in the lower half, {0}', openingWords[opening]);
