export interface Point {
  x: number;
  y: number;
}

export interface Decimated {
  /** Along the line; y is NaN where it is broken. */
  line: Point[];
  /** Finite values between two that are not: no line reaches them, so they need a mark of their own. */
  lone: Point[];
  /** Steps whose value is NaN or infinite, at most one a column. */
  broken: number[];
}

export interface View {
  /** The steps to draw, both included. */
  first: number;
  last: number;
  /** Pixels the line has for them. */
  columns: number;
  /** Whether the x axis is logarithmic: a column then holds ever more steps. */
  logX: boolean;
}

/** The first step of each column, and one past the last. */
function* columnEdges({ first, last, columns, logX }: View): Generator<number> {
  const start = logX ? Math.max(1, first) : first;
  for (let column = 0; column <= columns; column++) {
    const share = column / columns;
    const at = logX ? start * ((last + 1) / start) ** share : start + (last + 1 - start) * share;
    yield Math.min(last + 1, Math.ceil(at - 1e-9));
  }
}

/** `values` as a line of at most two points a pixel column: its smallest and largest, in the order they come. */
export function decimate(values: ArrayLike<number>, view: View): Decimated {
  const { first, last } = view;
  const out: Decimated = { line: [], lone: [], broken: [] };
  if (last < first) return out;
  let from = -1;
  for (const to of columnEdges({ ...view, last: Math.min(last, values.length - 1) })) {
    if (from >= 0 && to > from) addColumn(values, from, to, out);
    from = to;
  }
  return out;
}

function addColumn(values: ArrayLike<number>, from: number, to: number, { line, lone, broken }: Decimated): void {
  let low = -1;
  let high = -1;
  let gap = -1;
  let wasBroken = isBroken(values, from - 1);
  for (let step = from; step < to; step++) {
    const value = values[step];
    if (!Number.isFinite(value)) {
      gap = step;
      wasBroken = true;
      continue;
    }
    if (low < 0 || value < values[low]) low = step;
    if (high < 0 || value > values[high]) high = step;
    // Rarely true, so that of most steps only their own value is looked at.
    if (wasBroken && isBroken(values, step + 1)) lone.push({ x: step, y: value });
    wasBroken = false;
  }
  if (gap >= 0) {
    broken.push(gap);
    line.push({ x: gap, y: NaN });
  }
  if (low < 0) return;
  for (const step of low === high ? [low] : [Math.min(low, high), Math.max(low, high)])
    line.push({ x: step, y: values[step] });
}

/** Whether there is a step, and it holds nothing a line could go to. Before the first and after the last there is none. */
const isBroken = (values: ArrayLike<number>, step: number) =>
  step >= 0 && step < values.length ? !Number.isFinite(values[step]) : values.length > 1;
