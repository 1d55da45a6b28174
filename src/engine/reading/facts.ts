import { boxAround, inked, pixelCount, regionsOf, side, wholePicture, type Box, type Region } from './picture';

/** The side on which a bay lies open. */
export type Opening = 'left' | 'right' | 'top' | 'bottom';

/** Paper with ink on three sides: in line with it, however far off. */
export interface Bay extends Region {
  opening: Opening;
}

/** What a line across a digit meets. */
export interface Line {
  /** Strokes: runs of ink. */
  strokes: number;
  /** Columns of its first and last ink; of none, both are NaN. */
  left: number;
  right: number;
}

/** What a person who looks at a digit would say of it: what the rule reads. Rows and columns are those of the picture. */
export interface Facts {
  /** Around the ink. */
  box: Box;
  /** Rows and columns of the box. */
  height: number;
  width: number;
  /** Paper that ink encloses, the topmost first. */
  holes: readonly Region[];
  /** Those large enough to be meant, the topmost first. */
  bays: readonly Bay[];
  /** What a line across meets, by row of the box. */
  lines: readonly Line[];
}

/** A hole of fewer pixels is where two strokes just touch. */
const leastHole = 3;
/** A bay of fewer pixels is a dent in a stroke. */
const leastBay = 8;

/** (784,) for each pixel of paper, in which of the four directions there is ink: the sum of 1 (left), 2 (right), 4 (top) and 8 (bottom). */
function inkAround(ink: Uint8Array): Uint8Array {
  const around = new Uint8Array(pixelCount);
  const look = (bit: number, indexOf: (line: number, step: number) => number) => {
    for (let line = 0; line < side; line++) {
      let met = 0;
      for (let step = 0; step < side; step++) {
        const index = indexOf(line, step);
        if (ink[index]) met = bit;
        else around[index] |= met;
      }
    }
  };
  look(1, (row, step) => row * side + step);
  look(2, (row, step) => row * side + side - 1 - step);
  look(4, (column, step) => step * side + column);
  look(8, (column, step) => (side - 1 - step) * side + column);
  return around;
}

/** Which three sides have ink, by the side that has none. */
const openings: readonly (readonly [Opening, number])[] = [
  ['left', 2 + 4 + 8],
  ['right', 1 + 4 + 8],
  ['top', 1 + 2 + 8],
  ['bottom', 1 + 2 + 4],
];

function lineAt(ink: Uint8Array, row: number): Line {
  const line = ink.subarray(row * side, (row + 1) * side);
  const left = line.indexOf(1);
  const strokes = line.filter((dot, column) => dot && !line[column - 1]).length;
  return { strokes, left: left < 0 ? NaN : left, right: left < 0 ? NaN : line.lastIndexOf(1) };
}

const fromTop = (a: Region, b: Region) => a.row - b.row;

/** @param pixels (784,) bytes; 0 is paper, 255 is ink. A picture without ink has its own edge for a box. */
export function measure(pixels: Uint8Array): Facts {
  const ink = inked(pixels);
  const box = boxAround([...ink.keys()].filter((index) => ink[index])) ?? wholePicture;
  const around = inkAround(ink);
  const holes = regionsOf((index) => !ink[index]).filter(
    ({ pixels: paper, box: b }) =>
      paper.length >= leastHole && b.top > 0 && b.left > 0 && b.bottom < side - 1 && b.right < side - 1,
  );
  const inHole = new Set(holes.flatMap((hole) => hole.pixels));
  const bays = openings.flatMap(([opening, sides]) =>
    regionsOf((index) => !ink[index] && around[index] === sides && !inHole.has(index))
      .filter((bay) => bay.pixels.length >= leastBay)
      .map((bay): Bay => ({ ...bay, opening })),
  );
  return {
    box,
    height: box.bottom - box.top + 1,
    width: box.right - box.left + 1,
    holes: holes.sort(fromTop),
    bays: bays.sort(fromTop),
    lines: Array.from({ length: box.bottom - box.top + 1 }, (_, row) => lineAt(ink, box.top + row)),
  };
}
