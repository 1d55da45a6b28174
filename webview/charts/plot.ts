import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Filler,
  type ChartArea,
  type Plugin,
} from 'chart.js';
import { axisFont, datasetOf, plainOptions, ticksOf, withOpacity, type Line } from './line';
import { fillLogTicks } from './logAxis';
import type { Point } from './decimation';
import { themeColor } from './palette';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler);

export interface PlotLine extends Line {
  /** A column from each point's x to the next one's, filled down to the axis. */
  columns?: boolean | 'outlined';
  /** Rings for dots. */
  hollow?: boolean;
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
  /** Over its point instead of under it. */
  above?: boolean;
  /** Without a line: a small triangle on the lower edge, the words over it. */
  edge?: boolean;
  /** The words stand in this line over the lower edge, without a line of their own. */
  row?: number;
  /** The words stand on the left of x. */
  left?: boolean;
  /** The words are left out where they are wider than these two x are apart. */
  within?: readonly [number, number];
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
        ...plainOptions,
        layout: { padding: { top: 8, right: 10 } },
        scales: { x: { type: 'linear' }, y: { type: 'linear' } },
      },
    });
  }

  draw({ lines, notes, x, y }: PlotPicture): void {
    this.notes = notes;
    this.chart.options.scales = { x: this.axis(x, false), y: this.axis(y, true) };
    this.chart.data.datasets = lines.map((line) => {
      const { columns = false, hollow = false, dots = 0 } = line;
      return {
        ...datasetOf(line),
        ...(columns ? { backgroundColor: withOpacity(line.color, 0.35) } : {}),
        ...(hollow ? { pointBackgroundColor: 'transparent', pointBorderWidth: 2 } : {}),
        fill: columns === true ? 'start' : false,
        stepped: columns ? ('before' as const) : false,
        clip: dots > 0 ? false : undefined,
      };
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
    return {
      ...(log
        ? { type: 'logarithmic' as const, afterBuildTicks: fillLogTicks }
        : { type: 'linear' as const, ticks: undefined }),
      min,
      max,
      title: { display: title !== '', text: title, color: themeColor('--dim'), font: axisFont(), padding: 2 },
      ticks: { ...ticksOf(log, tick), includeBounds: false, maxTicksLimit: vertical ? 8 : 9 },
      grid: vertical ? { color: themeColor('--grid'), tickLength: 0 } : { display: false },
      border: vertical ? { display: false } : { color: themeColor('--grid') },
    };
  }

  private overlay(): Plugin<'line'> {
    return {
      id: 'notes',
      afterDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }) => {
        ctx.save();
        ctx.font = `12px ${getComputedStyle(document.body).fontFamily}`;
        ctx.textBaseline = 'middle';
        const taken: Box[] = [];
        for (const note of this.notes) {
          const at = x.getPixelForValue(note.x);
          if (!(at >= chartArea.left - 1 && at <= chartArea.right + 1)) continue;
          ctx.fillStyle = ctx.strokeStyle = note.color;
          if (note.edge) drawEdgeMark(ctx, at, chartArea.bottom);
          else if (note.y === undefined && note.row === undefined) drawUpright(ctx, at, chartArea);
          const room = note.within ? x.getPixelForValue(note.within[1]) - x.getPixelForValue(note.within[0]) : Infinity;
          if (note.text !== '' && ctx.measureText(note.text).width + gap <= room)
            write(ctx, note, at, note.y === undefined ? null : y.getPixelForValue(note.y), chartArea, taken);
        }
        ctx.restore();
      },
    };
  }
}

interface Box {
  left: number;
  right: number;
  y: number;
}

const lineHeight = 15;

function drawUpright(ctx: CanvasRenderingContext2D, at: number, { top, bottom }: ChartArea): void {
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  ctx.moveTo(at, top);
  ctx.lineTo(at, bottom);
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawEdgeMark(ctx: CanvasRenderingContext2D, at: number, bottom: number): void {
  ctx.beginPath();
  ctx.moveTo(at, bottom - 8);
  ctx.lineTo(at - 5, bottom);
  ctx.lineTo(at + 5, bottom);
  ctx.fill();
}

/** The words of a note beside its point, a line further where others stand already. @param y null at the upper edge. */
function write(
  ctx: CanvasRenderingContext2D,
  { text, centred, above, edge, row = 0, left: leftwards }: Note,
  at: number,
  y: number | null,
  { left, right, top, bottom }: ChartArea,
  taken: Box[],
): void {
  const width = ctx.measureText(text).width;
  const onLeft = at + gap + width > right || (leftwards && at - gap - width >= left);
  // A note in the middle of something stays inside of the picture all the same.
  const start =
    centred || edge ? Math.max(left, Math.min(at - width / 2, right - width)) : onLeft ? at - gap - width : at + gap;
  // Under its point rather than on the line that may go through it.
  const wanted =
    edge || row > 0 ? bottom - 16 - row * lineHeight : y === null ? top + 12 : above ? y - 10 : centred ? y : y + 12;
  const box = { left: start, right: start + width, y: Math.min(Math.max(wanted, top + 6), bottom - 8) };
  const step = above || edge || row > 0 ? -lineHeight : lineHeight;
  const isTaken = () =>
    taken.some((other) => other.left < box.right && box.left < other.right && Math.abs(other.y - box.y) < lineHeight);
  for (let tries = 0; tries < 8 && isTaken(); tries++) box.y += step;
  taken.push(box);
  ctx.textAlign = 'left';
  // The words cut a way through the lines under them.
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = getComputedStyle(document.body).backgroundColor;
  ctx.strokeText(text, box.left, box.y);
  ctx.lineWidth = 1;
  ctx.fillText(text, box.left, box.y);
}
