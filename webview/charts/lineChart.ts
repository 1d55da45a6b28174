import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
  type Plugin,
  type Scale,
} from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';
import { significant } from '../format';
import { themeColor } from './palette';
import type { Point } from './decimation';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, zoomPlugin);

export interface Line {
  points: Point[];
  color: string;
  width: number;
  /** 0 … 1. */
  opacity?: number;
  /** Radius of each point's mark; 0, the default, for a plain line. */
  dots?: number;
  /** Marks without a line between them. */
  scattered?: boolean;
}

/** A step whose value cannot be drawn where it belongs: marked at the upper edge. */
export interface Mark {
  x: number;
  color: string;
}

export interface Axes {
  logX: boolean;
  logY: boolean;
  /** Fixed ends of the y axis; from the data where there are none. */
  yRange?: readonly [number, number];
  yTick?: (value: number) => string;
  xMax: number;
}

/** `color` of the theme, let through to the share `opacity`. */
export const withOpacity = (color: string, opacity: number) =>
  /^#[\da-f]{6}$/i.test(color)
    ? `${color}${Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0')}`
    : `color-mix(in srgb, ${color} ${opacity * 100}%, transparent)`;

const kind = (log: boolean) =>
  log ? ({ type: 'logarithmic' } as const) : ({ type: 'linear', beginAtZero: true } as const);

/** 1, 2 and 5 of each power of ten: enough to read a logarithmic axis by; where there are many powers, those alone. */
function logTicks({ min, max }: Scale): { value: number }[] {
  const decades = Math.log10(max / min);
  const digits = decades > 5 ? [1] : decades < 0.8 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : [1, 2, 5];
  const ticks: { value: number }[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++)
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= min * 0.999 && value <= max * 1.001) ticks.push({ value });
    }
  return ticks;
}

/** A tick of a logarithmic axis: 0.01, 20, 1e-7. */
export function logTick(value: number): string {
  return value >= 1e-3 && value < 1e6 ? String(Number(value.toPrecision(2))) : value.toExponential(0);
}

/** Puts the ticks of a logarithmic axis where they can be read. */
export const fillLogTicks = (scale: Scale) => {
  scale.ticks = logTicks(scale);
};

/** A tick of a linear axis. */
export const plainTick = (value: number) =>
  Math.abs(value) >= 1e5 ? value.toExponential(1) : String(Number(value.toPrecision(6)));

/** A chart.js chart that is made once and then only updated; what it is given is decimated already. */
export class LineChart {
  private readonly chart: Chart<'line', Point[]>;
  private marks: readonly Mark[] = [];
  private cursor: number | null = null;
  private axes: Axes = { logX: false, logY: false, xMax: 1 };

  /**
   * @param onView called when the reader zoomed or panned: what is in view has to be decimated anew.
   * @param onCursor called with the step under the pointer; null when it left.
   */
  constructor(
    canvas: HTMLCanvasElement,
    private readonly onView: () => void,
    onCursor: (step: number | null, pixel: number) => void,
  ) {
    this.chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [this.overlay()],
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        onResize: () => this.onView(),
        layout: { padding: { top: 8, right: 8 } },
        scales: { x: { type: 'linear' }, y: { type: 'linear' } },
        plugins: {
          zoom: {
            zoom: {
              wheel: { enabled: true },
              pinch: { enabled: true },
              drag: { enabled: true },
              mode: 'x',
              onZoom: () => this.onView(),
            },
            pan: { enabled: true, modifierKey: 'shift', mode: 'x', onPan: () => this.onView() },
            limits: { x: { min: 'original', max: 'original', minRange: 5 } },
          },
        },
      },
    });
    canvas.addEventListener('pointermove', ({ offsetX }) => {
      const { left, right } = this.chart.chartArea;
      const inside = offsetX >= left && offsetX <= right;
      const step = inside ? Math.round(this.scale('x').getValueForPixel(offsetX) ?? 0) : null;
      this.cursor = step;
      this.chart.draw();
      onCursor(step, offsetX);
    });
    canvas.addEventListener('pointerleave', () => {
      this.cursor = null;
      this.chart.draw();
      onCursor(null, 0);
    });
    canvas.addEventListener('dblclick', () => this.resetZoom());
  }

  /** The steps in view, and the pixels there are for them. */
  view(): { first: number; last: number; columns: number } {
    const { min, max } = this.chart.isZoomedOrPanned() ? this.scale('x') : { min: 0, max: this.axes.xMax };
    const columns = Math.max(1, Math.round(this.chart.chartArea.width));
    return { first: Math.max(0, Math.floor(min)), last: Math.ceil(max), columns };
  }

  get isZoomed(): boolean {
    return this.chart.isZoomedOrPanned();
  }

  resetZoom(): void {
    this.chart.resetZoom('none');
    this.onView();
  }

  draw(lines: readonly Line[], marks: readonly Mark[], axes: Axes): void {
    this.marks = marks;
    this.setAxes(axes);
    this.chart.data.datasets = lines.map(({ points, color, width, opacity = 1, dots = 0, scattered = false }) => {
      const drawn = withOpacity(color, opacity);
      const dataset: ChartDataset<'line', Point[]> = {
        data: points,
        borderColor: drawn,
        backgroundColor: drawn,
        borderWidth: width,
        pointRadius: dots,
        pointBorderWidth: 0,
        showLine: !scattered,
        spanGaps: false,
      };
      return dataset;
    });
    this.chart.update('none');
  }

  destroy(): void {
    this.chart.destroy();
  }

  private scale(axis: 'x' | 'y'): Scale {
    return this.chart.scales[axis];
  }

  private setAxes(axes: Axes): void {
    const { logX, logY, yRange, yTick, xMax } = axes;
    const text = themeColor('--dim');
    const ticks = (log: boolean, format: (value: number) => string = log ? logTick : plainTick) => ({
      color: text,
      maxRotation: 0,
      autoSkipPadding: 14,
      font: { family: themeColor('--mono'), size: 11 },
      callback: (value: string | number) => format(Number(value)),
    });
    const zoomed = this.chart.isZoomedOrPanned();
    const fromFirst = logX ? 1 : 0;
    // Another kind of axis, or another end of it, while nothing is zoomed: set. While zoomed, the reader's view stays.
    const xRange =
      zoomed && this.axes.logX === logX
        ? { min: this.scale('x').min, max: this.scale('x').max }
        : { min: fromFirst, max: Math.max(xMax, fromFirst + 1) };
    const grid = { color: themeColor('--grid'), tickLength: 0 };
    this.chart.options.scales = {
      x: {
        ...kind(logX),
        ...(logX ? { afterBuildTicks: fillLogTicks } : {}),
        ...xRange,
        ticks: ticks(logX),
        grid: { display: false },
        border: { color: themeColor('--grid') },
      },
      y: {
        ...kind(logY),
        ...(logY ? { afterBuildTicks: fillLogTicks } : {}),
        ...(yRange ? { min: yRange[0], max: yRange[1] } : {}),
        ticks: { ...ticks(logY, yTick), maxTicksLimit: 8 },
        grid,
        border: { display: false },
        afterFit: (scale: Scale) => {
          // The same on every chart of the tab, so that their steps stand under each other.
          scale.width = 52;
        },
      },
    };
    this.axes = axes;
  }

  /** What chart.js does not draw: the marks at the upper edge, and the line under the pointer. */
  private overlay(): Plugin<'line'> {
    return {
      id: 'overlay',
      afterDatasetsDraw: ({ ctx, chartArea: { left, right, top, bottom }, scales: { x } }) => {
        ctx.save();
        for (const mark of this.marks) {
          const at = x.getPixelForValue(mark.x);
          if (at < left - 1 || at > right + 1) continue;
          ctx.fillStyle = mark.color;
          ctx.beginPath();
          ctx.moveTo(at, top - 7);
          ctx.lineTo(at - 4.5, top + 1);
          ctx.lineTo(at + 4.5, top + 1);
          ctx.fill();
        }
        if (this.cursor !== null) {
          const at = x.getPixelForValue(this.cursor);
          ctx.strokeStyle = themeColor('--dim');
          ctx.setLineDash([3, 3]);
          ctx.beginPath();
          ctx.moveTo(at, top);
          ctx.lineTo(at, bottom);
          ctx.stroke();
        }
        ctx.restore();
      },
    };
  }
}

/** A loss for a read-out. */
export const readOut = (value: number | undefined) => (value === undefined ? '' : significant(value, 4));
