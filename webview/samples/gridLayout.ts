const gap = 3;

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
}

export function layOut(length: number, width: number, size: number): GridLayout {
  const pitch = size + gap;
  const columns = Math.max(1, Math.floor((width + gap) / pitch));
  const rows = Math.ceil(length / columns);
  const inset = Math.max(0, Math.floor((width + gap - columns * pitch) / 2));
  return { columns, rows, pitch, inset, height: Math.max(0, rows * pitch - gap) };
}

/** The rows in view, both included; empty (last < first) when there are none. */
export const rowsInView = ({ rows, pitch }: GridLayout, scrollTop: number, height: number) => ({
  first: Math.max(0, Math.floor(scrollTop / pitch)),
  last: Math.min(rows - 1, Math.floor((scrollTop + height) / pitch)),
});

/** The index of the digit at (x, y) of the whole grid; −1 beside the digits. */
export function indexAt(layout: GridLayout, length: number, x: number, y: number): number {
  const column = Math.floor((x - layout.inset) / layout.pitch);
  const row = Math.floor(y / layout.pitch);
  const index = row * layout.columns + column;
  return column < 0 || column >= layout.columns || row < 0 || index >= length ? -1 : index;
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
