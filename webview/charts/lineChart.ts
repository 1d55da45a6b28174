import * as l10n from '@vscode/l10n';
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type Plugin,
  type Scale,
} from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';
import { count, significant } from '../text/format';
import { forgetFrame, nextFrame } from './frames';
import { whileLarge } from './large';
import { datasetOf, plainOptions, plainTick, ticksOf, type Line } from './line';
import { isHardlyBelow } from './linearAxis';
import { fillLogTicks } from './logAxis';
import { themeColor } from './palette';
import type { Point } from './decimation';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, zoomPlugin);

/** A step whose value cannot be drawn where it belongs: marked at the upper edge, or at the lower one. */
export interface Mark {
  x: number;
  color: string;
  isBelow?: boolean;
}

export interface Axes {
  logX: boolean;
  logY: boolean;
  /** Fixed ends of the y axis; from the data where there are none. */
  yRange?: readonly [number, number];
  /** Where the y axis begins, if its end is from the data. */
  yMin?: number;
  yTick?: (value: number) => string;
  /** The last step that there is, or will be. */
  xMax: number;
}

/** Steps between which a reader looks. */
export interface Steps {
  min: number;
  max: number;
}

const kind = (log: boolean) =>
  log ? ({ type: 'logarithmic' } as const) : ({ type: 'linear', beginAtZero: true } as const);

/** A tick of the axis of steps: 500, 20,000, 1,500,000. */
export const stepTick = (step: number) => (Number.isInteger(step) ? count(step) : plainTick(step));

/** A chart.js chart that is made once and then only updated; what it is given is decimated already. */
export class LineChart {
  private readonly chart: Chart<'line', Point[]>;
  private marks: readonly Mark[] = [];
  private cursor: number | null = null;
  private axes: Axes = { logX: false, logY: false, xMax: 1 };
  /**
   * The steps that the reader chose to see; null for all. Kept here: the plugin takes an axis of the loss that has grown
   * since for one that was zoomed.
   */
  private steps: Steps | null = null;

  /** @param told what the chart tells of itself, as it happens. */
  constructor(
    canvas: HTMLCanvasElement,
    private readonly told: {
      /** What is in view has to be decimated anew. */
      onView: () => void;
      /** The reader zoomed or moved to these steps; null: to all. */
      onSteps: (steps: Steps | null) => void;
      /** The step under the pointer, or that keys went to; null when it left. */
      onCursor: (step: number | null, byKeys: boolean) => void;
    },
  ) {
    this.chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [this.overlay()],
      options: {
        ...plainOptions,
        onResize: told.onView,
        layout: { padding: { top: 8, right: 8 } },
        scales: { x: { type: 'linear' }, y: { type: 'linear' } },
        plugins: {
          zoom: {
            zoom: {
              // The wheel alone scrolls the page, here as everywhere.
              wheel: { enabled: true, modifierKey: 'ctrl' },
              pinch: { enabled: true },
              drag: { enabled: true },
              mode: 'x',
              onZoom: () => this.moved(),
            },
            pan: { enabled: true, modifierKey: 'shift', mode: 'x', onPan: () => this.moved() },
          },
        },
      },
    });
    canvas.addEventListener('pointermove', ({ offsetX, buttons }) => {
      const { left, right } = this.chart.chartArea;
      // What is being dragged is not to be covered.
      const inside = buttons === 0 && offsetX >= left && offsetX <= right;
      this.point(inside ? this.near(offsetX) : null);
    });
    canvas.addEventListener('pointerleave', () => this.point(null));
    canvas.addEventListener('blur', () => this.point(null));
    canvas.addEventListener('dblclick', () => this.resetZoom());
    canvas.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.pressed(event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** The step under a pixel; a marked one, when it is near enough to be meant. */
  private near(pixel: number): number {
    const x = this.scale('x');
    const away = (mark: Mark) => Math.abs(x.getPixelForValue(mark.x) - pixel);
    const mark = this.marks
      .filter(({ isBelow }) => !isBelow)
      .sort((a, b) => away(a) - away(b))
      .at(0);
    return mark && away(mark) < 7 ? mark.x : Math.round(x.getValueForPixel(pixel) ?? 0);
  }

  private point(step: number | null, byKeys = false): void {
    this.told.onCursor(step, byKeys);
  }

  /** Draws the line at a step: of this chart, or of another that shares its steps. */
  pointAt(step: number | null): void {
    if (step === this.cursor) return;
    this.cursor = step;
    nextFrame(this.paint);
  }

  /** Where a step is in the picture; null where it is not in view. */
  pixelOf(step: number): number | null {
    const { left, right } = this.chart.chartArea;
    const pixel = this.scale('x').getPixelForValue(step);
    return pixel >= left - 1 && pixel <= right + 1 ? pixel : null;
  }

  private readonly paint = () => this.chart.draw();

  /** Arrows move what is in view, + and − zoom, 0 shows all again; with Shift, arrows move along the steps to read. */
  private pressed({ key, shiftKey }: KeyboardEvent): boolean {
    const { left, right, width } = this.chart.chartArea;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (way !== undefined && shiftKey) {
      const x = this.scale('x');
      const from = this.cursor === null ? (left + right) / 2 : x.getPixelForValue(this.cursor);
      const to = Math.min(right, Math.max(left, from + way * Math.max(1, width / 200)));
      const step = Math.round(x.getValueForPixel(to) ?? 0);
      // Far in, a pixel is less than a step.
      this.point(step === this.cursor && to > left && to < right ? step + way : step, true);
      return true;
    }
    if (way !== undefined) this.chart.pan({ x: (-way * width) / 8 }, undefined, 'none');
    else if (key === '+' || key === '=') this.chart.zoom({ x: 1.5 }, 'none');
    else if (key === '-') this.chart.zoom({ x: 1 / 1.5 }, 'none');
    else if (key === '0') this.resetZoom();
    else return false;
    return true;
  }

  /** The steps in view, of `xMax`, and the pixels there are for them. */
  view(xMax: number): { first: number; last: number; columns: number } {
    const { min, max } = this.steps ?? { min: 0, max: xMax };
    const columns = Math.max(1, Math.round(this.chart.chartArea.width));
    return { first: Math.max(0, Math.floor(min)), last: Math.ceil(max), columns };
  }

  /** Shows these steps, or all. */
  show(steps: Steps | null): void {
    if (steps?.min === this.steps?.min && steps?.max === this.steps?.max) return;
    this.steps = steps;
    this.told.onView();
  }

  resetZoom(): void {
    this.show(null);
    this.told.onSteps(null);
  }

  /** The plugin moved the axis. */
  private moved(): void {
    const { min, max } = this.scale('x');
    const { min: first, max: last } = this.whole(this.axes);
    this.show(min <= first && max >= last ? null : { min, max });
    this.told.onSteps(this.steps);
  }

  private whole({ logX, xMax }: Axes): Steps {
    const min = logX ? 1 : 0;
    return { min, max: Math.max(xMax, min + 1) };
  }

  draw(lines: readonly Line[], marks: readonly Mark[], axes: Axes): void {
    this.marks = marks;
    this.setAxes({ ...axes, ...(!axes.logY && !axes.yRange && isHardlyBelow(lines) ? { yMin: 0 } : {}) });
    this.chart.data.datasets = lines.map((line) => ({
      ...datasetOf(line),
      // The marks at both ends are whole.
      ...(line.dots ? { clip: 4 } : {}),
    }));
    this.chart.update('none');
  }

  /** Calls `use` with the picture drawn at twice its size on the screen, for paper and slides. */
  large(use: (canvas: HTMLCanvasElement) => void): void {
    whileLarge(this.chart, () => {
      const { cursor } = this;
      this.cursor = null;
      this.chart.draw();
      this.cursor = cursor;
      use(this.chart.canvas);
    });
  }

  destroy(): void {
    forgetFrame(this.paint);
    this.chart.destroy();
  }

  private scale(axis: 'x' | 'y'): Scale {
    return this.chart.scales[axis];
  }

  private setAxes(axes: Axes): void {
    const { logX, logY, yRange, yMin, yTick } = axes;
    const text = themeColor('--dim');
    const whole = this.whole(axes);
    const { min, max } = this.steps ?? whole;
    const xRange = { min: Math.max(min, whole.min), max };
    this.chart.options.plugins!.zoom!.limits = { x: { ...whole, minRange: 5 } };
    const grid = { color: themeColor('--grid'), tickLength: 0 };
    this.chart.options.scales = {
      x: {
        ...kind(logX),
        ...(logX ? { afterBuildTicks: fillLogTicks } : {}),
        ...xRange,
        // Where a reader zoomed to is seldom a number to read.
        ticks: { ...ticksOf(logX, stepTick), includeBounds: false },
        title: { display: true, text: l10n.t('step'), color: text, padding: 0 },
        grid: { display: false },
        border: { color: themeColor('--grid') },
      },
      y: {
        ...kind(logY),
        ...(logY ? { afterBuildTicks: fillLogTicks } : {}),
        ...(yRange ? { min: yRange[0], max: yRange[1] } : yMin === undefined ? {} : { min: yMin }),
        ticks: { ...ticksOf(logY, yTick), maxTicksLimit: 8 },
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

  /** What chart.js does not draw: the marks at both edges, and the line under the pointer. */
  private overlay(): Plugin<'line'> {
    return {
      id: 'overlay',
      afterDatasetsDraw: ({ ctx, chartArea: { left, right, top, bottom }, scales: { x } }) => {
        ctx.save();
        for (const mark of this.marks) {
          const place = x.getPixelForValue(mark.x);
          if (place < left - 1 || place > right + 1) continue;
          if (mark.isBelow) {
            ctx.fillStyle = mark.color;
            ctx.fillRect(place - 0.5, bottom - 5, 1, 5);
            continue;
          }
          // Clear of the loss axis and its numbers.
          const at = Math.max(left + 6, place);
          ctx.fillStyle = mark.color;
          ctx.beginPath();
          ctx.moveTo(at, top - 7);
          ctx.lineTo(at - 4.5, top + 1);
          ctx.lineTo(at + 4.5, top + 1);
          ctx.fill();
        }
        const at = this.cursor === null ? null : this.pixelOf(this.cursor);
        if (at !== null) {
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
