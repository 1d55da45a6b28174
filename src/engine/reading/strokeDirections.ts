import type { Samples } from '../training/samples';
import { pixelCount, side } from './picture';

/** Cells along a side of a digit, 4 × 4 pixels each. */
export const cells = 7;
const cellSide = side / cells;
/** How a stroke may run, in the order of a cell's features. */
export const directions = ['horizontal', 'rising', 'vertical', 'falling'] as const;
/** Features of a digit: one a cell and direction. */
export const featureCount = cells * cells * directions.length;

/** tan 22.5°: a direction takes what is nearer to it than to the next, 45° on. */
const nearer = Math.SQRT2 - 1;

/** Index into `directions` of the stroke whose edge has this gradient: an edge runs across its gradient; rows count downwards. */
function directionOf(dx: number, dy: number): number {
  if (Math.abs(dx) <= nearer * Math.abs(dy)) return 0;
  if (Math.abs(dy) <= nearer * Math.abs(dx)) return 2;
  return dx * dy > 0 ? 1 : 3;
}

/**
 * Features thought up by a person: how strong the edges of each direction are in each cell, the idea of HOG (Dalal and
 * Triggs, 2005) without its blocks.
 * @param pixels (784,) bytes; 0 is paper, 255 is ink.
 * @param features (196,) bytes to write to, row by row of cells, four directions each: the gradient's mean over the cell.
 */
export function strokeDirections(pixels: Uint8Array, features: Uint8Array): void {
  const strength = new Float64Array(featureCount);
  // At the picture's edge a pixel has no neighbour to differ from.
  for (let row = 1; row < side - 1; row++)
    for (let column = 1; column < side - 1; column++) {
      const at = row * side + column;
      const [dx, dy] = [pixels[at + 1] - pixels[at - 1], pixels[at + side] - pixels[at - side]];
      if (dx === 0 && dy === 0) continue;
      const cell = Math.floor(row / cellSide) * cells + Math.floor(column / cellSide);
      strength[cell * directions.length + directionOf(dx, dy)] += Math.sqrt(dx * dx + dy * dy);
    }
  for (let k = 0; k < featureCount; k++) features[k] = Math.min(255, Math.round(strength[k] / cellSide ** 2));
}

/** Samples of one slice: a few milliseconds of work. */
const slice = 500;

/** Yields the samples done so far; returns `samples` with their features in the place of pixels. */
export function* featureSamples(samples: Samples): Generator<number, Samples> {
  const { count, pixels } = samples;
  const features = new Uint8Array(count * featureCount);
  for (let n = 0; n < count; n++) {
    const own = features.subarray(n * featureCount, (n + 1) * featureCount);
    strokeDirections(pixels.subarray(n * pixelCount, (n + 1) * pixelCount), own);
    if ((n + 1) % slice === 0) yield n + 1;
  }
  return { ...samples, pixels: features, inputs: featureCount };
}
