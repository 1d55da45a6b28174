import { Look } from './look';

/** One branch of the rule: when it applies, the digit is read, and no later branch is asked. */
export interface Branch {
  name: BranchName;
  digit: number;
  applies: (look: Look) => boolean;
}

export type BranchName =
  | 'twoHoles'
  | 'tallHole'
  | 'lowHoleUnderLeftBay'
  | 'lowHoleWideTop'
  | 'lowHole'
  | 'highHole'
  | 'topAndLeftBay'
  | 'topBay'
  | 'twoLeftBays'
  | 'leftOverRightBay'
  | 'rightBayInkRight'
  | 'rightBayWithLeftBay'
  | 'rightBayNarrowFoot'
  | 'rightBay'
  | 'bayNarrowFoot'
  | 'leftBayFootLeft'
  | 'leftBay'
  | 'twoStrokes'
  | 'oneStroke';

/** Half of something: what a person says for "narrow" or "tall" without measuring. */
const half = 0.5;
/** A bit more than half: clearly wide, clearly to the right. */
const clearlyMore = 0.6;
/** A third: a stroke, and not much besides. */
const third = 1 / 3;

/**
 * A rule thought up by a person who looked at the digits: no number in it is learnt. It asks for holes (paper that ink
 * encloses) first, because they hardly depend on the hand, then for bays (paper with ink on three sides).
 */
export const branches: readonly Branch[] = [
  // Only an 8 has two.
  { name: 'twoHoles', digit: 8, applies: ({ upperHoles, lowerHoles }) => upperHoles + lowerHoles >= 2 },
  // The hole of a 0 is nearly all of it; those of 6 and 9 are half at most.
  { name: 'tallHole', digit: 0, applies: (look) => look.tallestHole >= half },
  // A 2 may end in a loop. Over it is the bay under its arch; over the hole of a 6 there is none on the left.
  {
    name: 'lowHoleUnderLeftBay',
    digit: 2,
    applies: (look) => look.lowerHoles === 1 && look.bay('left', 'upper'),
  },
  // An 8 whose upper loop is not quite closed still is wide up there, from 0.1 (below the very tip) to 0.3 (above the waist).
  {
    name: 'lowHoleWideTop',
    digit: 8,
    applies: (look) => look.lowerHoles === 1 && look.reach(0.1, 0.3) > clearlyMore,
  },
  { name: 'lowHole', digit: 6, applies: ({ lowerHoles }) => lowerHoles === 1 },
  { name: 'highHole', digit: 9, applies: ({ upperHoles }) => upperHoles === 1 },
  // The bar of a 7 may have a serif at its left end: a small bay open to the top, and under the bar the large one.
  { name: 'topAndLeftBay', digit: 7, applies: (look) => look.bay('top', 'upper') && look.bay('left', 'upper') },
  { name: 'topBay', digit: 4, applies: (look) => look.bay('top', 'upper') },
  { name: 'twoLeftBays', digit: 3, applies: (look) => look.bay('left', 'upper') && look.bay('left', 'lower') },
  { name: 'leftOverRightBay', digit: 2, applies: (look) => look.bay('left', 'upper') && look.bay('right', 'lower') },
  // Both 3 and 5 may have a bay on the right over one on the left; where a 3 has its upper arc, at a quarter of the
  // height, a 5 has its upright: on the other side.
  {
    name: 'rightBayInkRight',
    digit: 3,
    applies: (look) => look.bay('right', 'upper') && look.bay('left') && look.middle(0.2, 0.35) > clearlyMore,
  },
  { name: 'rightBayWithLeftBay', digit: 5, applies: (look) => look.bay('right', 'upper') && look.bay('left') },
  // The open loop of a 9 stands on a stem; where a 6 has its loop, near the bottom, there is but a stroke.
  {
    name: 'rightBayNarrowFoot',
    digit: 9,
    applies: (look) => look.bay('right', 'upper') && look.reach(0.75, 0.95) < third,
  },
  // A 6 whose loop is filled with ink.
  { name: 'rightBay', digit: 6, applies: (look) => look.bay('right', 'upper') },
  // Under the bar of a 7; a slanted stem closes it from below, an upright one leaves it open. Its foot is a stem, while
  // those of 2 and 3 are wide.
  {
    name: 'bayNarrowFoot',
    digit: 7,
    applies: (look) => (look.bay('left') || look.bay('bottom', 'upper')) && look.reach(0.8, 1) < half,
  },
  // Below the waist, and above the foot, the stroke of a 2 is on the left, and that of a 3 on the right.
  { name: 'leftBayFootLeft', digit: 2, applies: (look) => look.bay('left') && look.middle(0.6, 0.8) < half },
  { name: 'leftBay', digit: 3, applies: (look) => look.bay('left') },
  // A 0 that is not closed: neither a hole nor a bay, but two strokes side by side in its middle third.
  { name: 'twoStrokes', digit: 0, applies: (look) => look.strokes(third, 1 - third) > 1 },
  { name: 'oneStroke', digit: 1, applies: () => true },
];

/** The digit that the rule reads, and which branch read it. @param pixels (784,) bytes; 0 is paper, 255 is ink. */
export function readByRule(pixels: Uint8Array): { digit: number; branch: number; look: Look } {
  const look = new Look(pixels);
  const branch = branches.findIndex(({ applies }) => applies(look));
  return { digit: branches[branch].digit, branch, look };
}
