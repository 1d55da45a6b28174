/** A piece of a contour: x, y to x, y, in cells of the grid. */
export type Segment = readonly [number, number, number, number];

/**
 * Where a grid's surface has `level`: marching squares, straight within each cell.
 *
 * @param heights (size · size,) row by row; a cell with a corner that is not finite has no contour.
 */
export function contourAt(heights: ArrayLike<number>, size: number, level: number): Segment[] {
  const segments: Segment[] = [];
  const share = (from: number, to: number) => (level - from) / (to - from);
  for (let y = 0; y + 1 < size; y++)
    for (let x = 0; x + 1 < size; x++) {
      const at = y * size + x;
      const [a, b, c, d] = [heights[at], heights[at + 1], heights[at + size + 1], heights[at + size]];
      if (![a, b, c, d].every(Number.isFinite)) continue;
      const crossings: [number, number][] = [];
      if (a < level !== b < level) crossings.push([x + share(a, b), y]);
      if (b < level !== c < level) crossings.push([x + 1, y + share(b, c)]);
      if (c < level !== d < level) crossings.push([x + 1 - share(c, d), y + 1]);
      if (d < level !== a < level) crossings.push([x, y + 1 - share(d, a)]);
      // At a saddle, the middle says which two of the four belong together.
      if (crossings.length === 4 && (a + b + c + d) / 4 < level !== a < level) crossings.unshift(crossings.pop()!);
      for (let k = 0; k + 1 < crossings.length; k += 2) segments.push([...crossings[k], ...crossings[k + 1]]);
    }
  return segments;
}
