/** Pixels along a side of a digit, and in all. */
export const side = 28;
export const pixelCount = side * side;

/** Rows and columns of a box, both ends included. */
export interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export const wholePicture: Box = { top: 0, bottom: side - 1, left: 0, right: side - 1 };

/** A connected part of a picture. */
export interface Region {
  /** Indices (row · 28 + column) of its pixels. */
  pixels: readonly number[];
  box: Box;
  /** Its middle row and column, the mean over its pixels. */
  row: number;
  column: number;
}

/** (784,) 1 where the pixel is more ink than paper, 0 elsewhere. @param pixels (784,) bytes; 0 is paper, 255 is ink. */
export const inked = (pixels: Uint8Array): Uint8Array => pixels.map((value) => (value > 127 ? 1 : 0));

/** The smallest box around `indices`; null when there are none. */
export function boxAround(indices: Iterable<number>): Box | null {
  let box: Box | null = null;
  for (const index of indices) {
    const [row, column] = [Math.floor(index / side), index % side];
    box ??= { top: row, bottom: row, left: column, right: column };
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row);
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column);
  }
  return box;
}

/** The regions of pixels that `isPart` says belong to one, joined through their sides; in the order of their first pixels. */
export function regionsOf(isPart: (index: number) => boolean): Region[] {
  const seen = new Uint8Array(pixelCount);
  const regions: Region[] = [];
  for (let start = 0; start < pixelCount; start++) {
    if (seen[start] || !isPart(start)) continue;
    seen[start] = 1;
    const pixels = [start];
    const join = (next: number) => {
      if (seen[next] || !isPart(next)) return;
      seen[next] = 1;
      pixels.push(next);
    };
    let rows = 0;
    let columns = 0;
    for (let at = 0; at < pixels.length; at++) {
      const index = pixels[at];
      const column = index % side;
      rows += (index - column) / side;
      columns += column;
      if (index >= side) join(index - side);
      if (index < pixelCount - side) join(index + side);
      if (column > 0) join(index - 1);
      if (column < side - 1) join(index + 1);
    }
    const box = boxAround(pixels);
    if (box) regions.push({ pixels, box, row: rows / pixels.length, column: columns / pixels.length });
  }
  return regions;
}
