import { measure, type Facts, type Line, type Opening } from './facts';
import type { Region } from './picture';

export type Half = 'upper' | 'lower';

/** What the rule asks about the facts of a digit. Heights are shares of the digit's: 0 is its top, 1 its bottom. */
export class Look {
  readonly facts: Facts;
  /** Holes whose middle lies in the upper half, and in the lower. */
  readonly upperHoles: number;
  readonly lowerHoles: number;

  constructor(pixels: Uint8Array) {
    this.facts = measure(pixels);
    this.upperHoles = this.facts.holes.filter((hole) => this.halfOf(hole) === 'upper').length;
    this.lowerHoles = this.facts.holes.length - this.upperHoles;
  }

  halfOf({ row }: Region): Half {
    const { box, height } = this.facts;
    return (row + 0.5 - box.top) / height < 0.5 ? 'upper' : 'lower';
  }

  /** Whether a bay lies open to that side, in that half if one is named. */
  bay(opening: Opening, half?: Half): boolean {
    return this.facts.bays.some((bay) => bay.opening === opening && (half ?? this.halfOf(bay)) === this.halfOf(bay));
  }

  /** How tall the tallest hole is, as a share of the digit's height; 0 without one. */
  get tallestHole(): number {
    return Math.max(0, ...this.facts.holes.map(({ box }) => box.bottom - box.top + 1)) / this.facts.height;
  }

  /** How far ink reaches across between two heights, at most; as a share of the digit's width. */
  reach(from: number, to: number): number {
    return Math.max(0, ...this.lines(from, to).map(({ left, right }) => right - left + 1)) / this.facts.width;
  }

  /** The most strokes that a line across meets between two heights. */
  strokes(from: number, to: number): number {
    return Math.max(0, ...this.lines(from, to).map(({ strokes }) => strokes));
  }

  /** Where the ink between two heights has its middle: 0 is the digit's left edge, 1 its right. NaN where there is none. */
  middle(from: number, to: number): number {
    const { box, width } = this.facts;
    const middles = this.lines(from, to).map(({ left, right }) => ((left + right + 1) / 2 - box.left) / width);
    return middles.reduce((sum, middle) => sum + middle, 0) / middles.length;
  }

  /** The lines with ink whose heights lie between two. */
  private lines(from: number, to: number): Line[] {
    const { height, lines } = this.facts;
    return lines.filter(({ strokes }, row) => {
      const at = (row + 0.5) / height;
      return strokes > 0 && at >= from && at < to;
    });
  }
}
