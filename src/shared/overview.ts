/** A long series in a few of its values: enough to draw it all at once before the rest is there. */
export interface Overview {
  /** The length of the series. */
  steps: number;
  /** (n,) rising: which of its steps these are. */
  at: Uint32Array;
  /** (n,) their values. */
  values: Float64Array;
}

/** Stretches that a series is parted into: more than a chart has columns of pixels. */
const stretches = 4096;

/** Of each stretch the lowest value, the highest, and the last that is not finite, at their steps. */
export function overviewOf(series: Float64Array): Overview {
  const at: number[] = [];
  const { length } = series;
  for (let stretch = 0, step = 0; stretch < stretches; stretch++) {
    const end = Math.ceil(((stretch + 1) / stretches) * length);
    let [low, high, broken] = [-1, -1, -1];
    for (; step < end; step++) {
      const value = series[step];
      if (!Number.isFinite(value)) broken = step;
      else {
        if (low < 0 || value < series[low]) low = step;
        if (high < 0 || value > series[high]) high = step;
      }
    }
    at.push(...[...new Set([low, high, broken])].filter((found) => found >= 0).sort((a, b) => a - b));
  }
  return { steps: length, at: Uint32Array.from(at), values: Float64Array.from(at, (step) => series[step]) };
}

/** (steps,) each finite value from its step to the next; what is not finite at its own step alone. */
export function spreadOut({ steps, at, values }: Overview): Float64Array {
  const series = new Float64Array(steps);
  let held = values.find(Number.isFinite) ?? NaN;
  let from = 0;
  at.forEach((step, i) => {
    series.fill(held, from, step);
    series[step] = values[i];
    if (Number.isFinite(values[i])) held = values[i];
    from = step + 1;
  });
  return series.fill(held, from);
}
