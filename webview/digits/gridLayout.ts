const gap = 3;
/** What the gaps may grow by to fill the width. */
const mostSpread = 4;
/** Room around the grid, so that the ring of a digit at its edge is whole. */
const edge = 2;

/** Where the digits of a grid are: as many columns as fit, centred. */
export interface GridLayout {
  columns: number;
  rows: number;
  /** From one digit's left (top) edge to the next one's. */
  pitch: number;
  /** Space at the left of the first column. */
  inset: number;
  /** Of the whole grid. */
  height: number;
  /** Of a digit. */
  size: number;
}

export function layOut(length: number, width: number, size: number): GridLayout {
  const room = width - 2 * edge;
  const columns = Math.max(1, Math.floor((room + gap) / (size + gap)));
  const rows = Math.ceil(length / columns);
  const spare = columns > 1 ? Math.floor((room + gap - columns * (size + gap)) / (columns - 1)) : 0;
  const pitch = size + gap + Math.min(mostSpread, spare);
  const inset = Math.max(edge, Math.floor((width - (columns - 1) * pitch - size) / 2));
  return { size, columns, rows, pitch, inset, height: rows === 0 ? 0 : (rows - 1) * pitch + size + 2 * edge };
}

/** Where the digit at `index` has its left and top edges in the whole grid. */
export const placeOf = ({ columns, pitch, inset }: GridLayout, index: number) => ({
  x: inset + (index % columns) * pitch,
  y: edge + Math.floor(index / columns) * pitch,
});

/** The rows in view, both included; empty (last < first) when there are none. */
export const rowsInView = ({ rows, pitch }: GridLayout, scrollTop: number, height: number) => ({
  first: Math.max(0, Math.floor((scrollTop - edge) / pitch)),
  last: Math.min(rows - 1, Math.floor((scrollTop + height - edge) / pitch)),
});

/** The index of the digit at (x, y) of the whole grid; −1 beside the digits. */
export function indexAt(layout: GridLayout, length: number, x: number, y: number): number {
  const column = Math.floor((x - layout.inset) / layout.pitch);
  const row = Math.floor((y - edge) / layout.pitch);
  const index = row * layout.columns + column;
  return column < 0 || column >= layout.columns || row < 0 || index >= length ? -1 : index;
}

/** The scroll position, nearest to `scrollTop`, at which the digit at `index` is wholly in view. */
export function scrolledTo(layout: GridLayout, index: number, scrollTop: number, height: number): number {
  const top = Math.floor(index / layout.columns) * layout.pitch;
  const bottom = top + layout.size + 2 * edge;
  return top < scrollTop ? top : Math.max(scrollTop, bottom - height);
}

/** The index that a key moves to from `index`; undefined for keys that do not move. */
export function moved(
  key: string,
  index: number,
  length: number,
  columns: number,
  rowsPerPage: number,
): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - columns,
    ArrowDown: index + columns,
    PageUp: index - columns * rowsPerPage,
    PageDown: index + columns * rowsPerPage,
    Home: 0,
    End: length - 1,
  };
  return Object.hasOwn(steps, key) ? Math.max(0, Math.min(length - 1, steps[key])) : undefined;
}
