/** NumPy prints an array of more numbers than this from its ends alone, three at each. */
const threshold = 1000;
const edge = 3;

/** The first and last of `count`, with a null between them where the rest is left out. */
const ends = (count: number, isShort: boolean): (number | null)[] => {
  const all = Array.from({ length: count }, (_, i) => i);
  return isShort && count > 2 * edge ? [...all.slice(0, edge), null, ...all.slice(-edge)] : all;
};

/**
 * An array of 0 and 1 as `print` shows it, NumPy's way.
 * @param shape (rows, columns) @param at the element there.
 */
export function printedArray([rows, columns]: readonly [number, number], at: (row: number, column: number) => number) {
  const isShort = rows * columns > threshold;
  const row = (n: number) =>
    ends(columns, isShort)
      .map((k) => (k === null ? '...' : `${at(n, k)}.`))
      .join(' ');
  const lines = ends(rows, isShort).map((n) => (n === null ? '...' : `[${row(n)}]`));
  return `[${lines.join('\n ')}]`;
}
