import type { ChartDataset, ChartOptions } from 'chart.js';
import { plain } from '../text/format';
import type { Point } from './decimation';
import { logTick } from './logAxis';
import { themeColor } from './palette';

export interface Line {
  points: Point[];
  color: string;
  width: number;
  /** 0 … 1. */
  opacity?: number;
  /** Radius of each point's mark; 0, the default, for a plain line. */
  dots?: number;
  /** A line of dashes; of these, pixels on and off. */
  dashed?: boolean | readonly number[];
  /** Marks without a line between them. */
  scattered?: boolean;
}

/** `color` of the theme, let through to the share `opacity`. */
export const withOpacity = (color: string, opacity: number) =>
  /^#[\da-f]{6}$/i.test(color)
    ? `${color}${Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0')}`
    : `color-mix(in srgb, ${color} ${opacity * 100}%, transparent)`;

/** A tick of a linear axis. */
export const plainTick = (value: number) => plain(value, 6);

/** Of every chart here: drawn whole at once, of points as they are given, and told of the pointer by the page alone. */
export const plainOptions: ChartOptions<'line'> = {
  animation: false,
  parsing: false,
  normalized: true,
  responsive: true,
  maintainAspectRatio: false,
  events: [],
};

/** A line as chart.js has it. */
export function datasetOf({
  points,
  color,
  width,
  opacity = 1,
  dots = 0,
  dashed = false,
  scattered = false,
}: Line): ChartDataset<'line', Point[]> {
  const drawn = withOpacity(color, opacity);
  return {
    data: points,
    borderColor: drawn,
    backgroundColor: drawn,
    borderWidth: width,
    // A pointed corner reaches far beyond the value that it stands for.
    borderJoinStyle: 'round',
    borderDash: dashed === true ? [5, 4] : dashed ? [...dashed] : [],
    pointRadius: dots,
    pointBorderWidth: 0,
    showLine: !scattered,
    spanGaps: false,
  };
}

/** The font of what is read off an axis. */
export const axisFont = () => ({ family: themeColor('--mono'), size: 11 });

/** The numbers at an axis. */
export const ticksOf = (log: boolean, format: (value: number) => string = log ? logTick : plainTick) => ({
  color: themeColor('--dim'),
  font: axisFont(),
  maxRotation: 0,
  autoSkipPadding: 14,
  callback: (value: string | number) => format(Number(value)),
});
