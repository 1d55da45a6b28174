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
  /** Steps whose value is finite and has no place on a logarithmic y axis, at most one a column. */
  below: number[];
}

export interface StepsView {
  /** The steps to draw, both included. */
  first: number;
  last: number;
  /** Pixels the line has for them. */
  columns: number;
  /** Whether the x axis is logarithmic: a column then holds ever more steps. */
  logX: boolean;
  /** Whether the y axis is: the line then passes over what is not positive. */
  logY: boolean;
}

/** The first step of a column; of the one after the last, one past the last step. */
function edgeOf({ first, last, columns, logX }: StepsView, column: number): number {
  const start = logX ? Math.max(1, first) : first;
  const share = column / columns;
  const at = logX ? start * ((last + 1) / start) ** share : start + (last + 1 - start) * share;
  return Math.min(last + 1, Math.ceil(at - 1e-9));
}

/** Up to where a line is as it will stay, whatever comes after: a column, and how much there was before it. */
interface Unchanging {
  column: number;
  line: number;
  lone: number;
  broken: number;
  below: number;
}

const nothing: Unchanging = { column: 0, line: 0, lone: 0, broken: 0, below: 0 };

/**
 * Values as a line of at most two points a pixel column: its smallest and largest, in the order they come. As they grow,
 * only the last column is looked at again, and what has come since.
 */
export class Decimation {
  private view: StepsView | undefined;
  private length = 0;
  private settled = nothing;
  private decimated: Decimated = { line: [], lone: [], broken: [], below: [] };

  /** @param values those of the last time, and perhaps more; fewer, or another view, begin anew. */
  follow(values: ArrayLike<number>, view: StepsView): Decimated {
    const { view: before, length } = this;
    const isSame =
      before !== undefined && (Object.keys(view) as (keyof StepsView)[]).every((key) => view[key] === before[key]);
    if (isSame && values.length === length) return this.decimated;
    const from = isSame && values.length > length ? this.settled : nothing;
    this.view = { ...view };
    this.length = values.length;
    this.settled = from;
    // What was drawn stays as it was: a chart may hold it still.
    const out: Decimated = {
      line: this.decimated.line.slice(0, from.line),
      lone: this.decimated.lone.slice(0, from.lone),
      broken: this.decimated.broken.slice(0, from.broken),
      below: this.decimated.below.slice(0, from.below),
    };
    this.decimated = out;
    if (view.last >= view.first) this.addColumns(values, view, out);
    return out;
  }

  private addColumns(values: ArrayLike<number>, view: StepsView, out: Decimated): void {
    let start = edgeOf(view, this.settled.column);
    for (let column = this.settled.column; column < view.columns && start < values.length; column++) {
      const end = edgeOf(view, column + 1);
      if (end > start) addColumn(values, start, Math.min(end, values.length), view.logY, out);
      start = end;
      // What is alone among broken ones is known once the step after it is there.
      if (end < values.length)
        this.settled = {
          column: column + 1,
          line: out.line.length,
          lone: out.lone.length,
          broken: out.broken.length,
          below: out.below.length,
        };
    }
  }
}

const kept = new WeakMap<object, Decimation>();

/** The values of `of`, which grow, as a line. */
export function decimated(of: object, values: ArrayLike<number>, view: StepsView): Decimated {
  const decimation = kept.get(of) ?? new Decimation();
  kept.set(of, decimation);
  return decimation.follow(values, view);
}

function addColumn(
  values: ArrayLike<number>,
  from: number,
  to: number,
  logY: boolean,
  { line, lone, broken, below }: Decimated,
): void {
  let low = -1;
  let high = -1;
  let gap = -1;
  let under = -1;
  let wasBroken = isBroken(values, from - 1);
  for (let step = from; step < to; step++) {
    const value = values[step];
    if (!Number.isFinite(value)) {
      gap = step;
      wasBroken = true;
      continue;
    }
    if (logY && value <= 0) {
      under = step;
      wasBroken = false;
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
  if (under >= 0) below.push(under);
  if (low < 0) return;
  for (const step of low === high ? [low] : [Math.min(low, high), Math.max(low, high)])
    line.push({ x: step, y: values[step] });
}

/** Whether there is a step, and it holds nothing a line could go to. Before the first and after the last there is none. */
const isBroken = (values: ArrayLike<number>, step: number) =>
  step >= 0 && step < values.length ? !Number.isFinite(values[step]) : values.length > 1;
