/** Levels between bands of equal area: an even ladder of contours however steep f is; fewer where f has steps. */
export function levelsOf(heights: Float64Array, bands: number): number[] {
  const sorted = heights.filter(Number.isFinite).sort();
  if (sorted.length === 0) return [];
  const ends = Array.from({ length: bands - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bands)]);
  return [...new Set(ends)].filter((level) => level > sorted[0]);
}
