import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Filler,
  type ChartDataset,
  type Plugin,
} from 'chart.js';
import { fillLogTicks, logTick, plainTick, withOpacity, type Line } from './lineChart';
import type { Point } from './decimation';
import { themeColor } from './palette';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler);

export interface PlotLine extends Line {
  dashed?: boolean;
  /** A column from each point's x to the next one's, filled down to the axis. */
  columns?: boolean;
}

export interface PlotAxis {
  min: number;
  max: number;
  log?: boolean;
  tick?: (value: number) => string;
  title: string;
}

/** Words in the picture; without a `y`, a dashed line from top to bottom that they stand beside. */
export interface Note {
  x: number;
  y?: number;
  text: string;
  color: string;
  /** Around x instead of beside it. */
  centred?: boolean;
}

export interface PlotPicture {
  lines: PlotLine[];
  notes: Note[];
  x: PlotAxis;
  y: PlotAxis;
}

const gap = 8;

/** A picture of functions: both axes given, nothing remembered from one drawing to the next. */
export class Plot {
  private readonly chart: Chart<'line', Point[]>;
  private notes: readonly Note[] = [];

  constructor(canvas: HTMLCanvasElement) {
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
        layout: { padding: { top: 8, right: 10 } },
        scales: { x: { type: 'linear' }, y: { type: 'linear' } },
      },
    });
  }

  draw({ lines, notes, x, y }: PlotPicture): void {
    this.notes = notes;
    this.chart.options.scales = { x: this.axis(x, false), y: this.axis(y, true) };
    this.chart.data.datasets = lines.map((line) => {
      const { points, color, width, opacity = 1, dots = 0, scattered = false, dashed = false, columns = false } = line;
      const drawn = withOpacity(color, opacity);
      const dataset: ChartDataset<'line', Point[]> = {
        data: points,
        borderColor: drawn,
        backgroundColor: columns ? withOpacity(color, 0.35) : drawn,
        borderWidth: width,
        borderDash: dashed ? [5, 4] : [],
        pointRadius: dots,
        pointBorderWidth: 0,
        showLine: !scattered,
        spanGaps: false,
        fill: columns ? 'start' : false,
        stepped: columns ? 'before' : false,
        clip: dots > 0 ? false : undefined,
      };
      return dataset;
    });
    this.chart.update('none');
  }

  /** What the x axis has at a pixel of the canvas; null beside the picture. */
  valueAt(pixel: number): number | null {
    const { left, right } = this.chart.chartArea;
    if (pixel < left || pixel > right) return null;
    return this.chart.scales.x.getValueForPixel(pixel) ?? null;
  }

  destroy(): void {
    this.chart.destroy();
  }

  private axis({ min, max, log = false, tick, title }: PlotAxis, vertical: boolean) {
    const format = tick ?? (log ? logTick : plainTick);
    const color = themeColor('--dim');
    const font = { family: themeColor('--mono'), size: 11 };
    return {
      ...(log
        ? { type: 'logarithmic' as const, afterBuildTicks: fillLogTicks }
        : { type: 'linear' as const, ticks: undefined }),
      min,
      max,
      title: { display: title !== '', text: title, color, font, padding: 2 },
      ticks: {
        color,
        font,
        maxRotation: 0,
        autoSkipPadding: 14,
        includeBounds: false,
        maxTicksLimit: vertical ? 8 : 9,
        callback: (value: string | number) => format(Number(value)),
      },
      grid: vertical ? { color: themeColor('--grid'), tickLength: 0 } : { display: false },
      border: vertical ? { display: false } : { color: themeColor('--grid') },
    };
  }

  private overlay(): Plugin<'line'> {
    return {
      id: 'notes',
      afterDatasetsDraw: ({ ctx, chartArea: { left, right, top, bottom }, scales: { x, y } }) => {
        ctx.save();
        ctx.font = `12px ${getComputedStyle(document.body).fontFamily}`;
        ctx.textBaseline = 'middle';
        for (const note of this.notes) {
          const at = x.getPixelForValue(note.x);
          if (at < left - 1 || at > right + 1) continue;
          ctx.fillStyle = note.color;
          if (note.y === undefined) {
            ctx.strokeStyle = note.color;
            ctx.setLineDash([4, 4]);
            ctx.beginPath();
            ctx.moveTo(at, top);
            ctx.lineTo(at, bottom);
            ctx.stroke();
          }
          // Under its point rather than on the line that may go through it.
          const height = note.y === undefined ? top + 12 : y.getPixelForValue(note.y) + (note.centred ? 0 : 12);
          const onLeft = at + gap + ctx.measureText(note.text).width > right;
          ctx.textAlign = note.centred ? 'center' : onLeft ? 'right' : 'left';
          const beside = note.centred ? at : onLeft ? at - gap : at + gap;
          ctx.fillText(note.text, beside, Math.min(Math.max(height, top + 6), bottom - 8));
        }
        ctx.restore();
      },
    };
  }
}
