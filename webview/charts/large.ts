import type { Chart } from 'chart.js';

/** Calls `use` while the canvas has twice the pixels it has on the screen, for paper and slides. */
export function whileLarge(chart: Chart<'line', unknown[]>, use: () => void): void {
  chart.options.devicePixelRatio = 2 * chart.currentDevicePixelRatio;
  try {
    chart.resize();
    use();
  } finally {
    // Whatever the ratio was, it is the screen's: a number here would outlast a move to another screen.
    delete chart.options.devicePixelRatio;
    chart.resize();
  }
}
