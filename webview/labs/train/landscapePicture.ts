import * as l10n from '@vscode/l10n';
import type { Landscape } from '../../../src/engine';
import type { Surface } from '../../charts/canvas';
import { contourAt } from '../../charts/contours';
import { rgbOf, themeColor, type Rgb } from '../../charts/palette';
import { levelsBetween, logLosses, refined, valueAt, type Grid } from './contours';
import { count, plain } from '../../../src/engine/numberText';

/** A landscape made ready to be drawn. */
export interface Relief {
  landscape: Landscape;
  /** Log-loss, finer than it was taken. */
  grid: Grid;
  /** The finite losses' ends; NaN where there is none. */
  least: number;
  most: number;
  /** The losses at which bands meet, ascending. */
  levels: number[];
}

/** How much finer the picture is than the grid. */
const finer = 4;

export function reliefOf(landscape: Landscape): Relief {
  const side = landscape.alpha.length;
  const finite = landscape.losses.filter(Number.isFinite);
  const least = finite.length > 0 ? finite.reduce((a, b) => Math.min(a, b)) : NaN;
  const most = finite.length > 0 ? finite.reduce((a, b) => Math.max(a, b)) : NaN;
  const grid = refined({ side, values: logLosses(landscape.losses) }, finer);
  return { landscape, grid, least, most, levels: levelsBetween(least, most) };
}

/** A grey for each band: the higher the loss the stronger. The one colour in the picture is that of the run. */
export function bandColors(levels: readonly number[]): Rgb[] {
  const [paper, ink] = [rgbOf(themeColor('--bg')), rgbOf(themeColor('--fg'))];
  return Array.from({ length: levels.length + 1 }, (_, band) => {
    const strength = 0.03 + (0.42 * band) / Math.max(1, levels.length);
    return [0, 1, 2].map((k) => Math.round(paper[k] + (ink[k] - paper[k]) * strength)) as unknown as Rgb;
  });
}

export const css = ([r, g, b]: Rgb) => `rgb(${r} ${g} ${b})`;

/** The picture's place on its canvas, in CSS pixels. */
export interface LandscapeFrame {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const frameOf = ({ width, height }: Pick<Surface, 'width' | 'height'>): LandscapeFrame => ({
  left: 62,
  top: 8,
  width: Math.max(1, width - 62 - 12),
  height: Math.max(1, height - 8 - 40),
});

/** Round numbers along an axis. */
function ticksOf(from: number, to: number, about: number): number[] {
  const rough = (to - from) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) ticks.push(k * step);
  return ticks;
}

const tickWords = (value: number) => plain(value, 3);

/** Where a point of the plane lies on the canvas. */
export function placeOf(
  { landscape: { alpha, beta } }: Relief,
  frame: LandscapeFrame,
  a: number,
  b: number,
): [number, number] {
  const x = (a - alpha[0]) / (alpha[alpha.length - 1] - alpha[0]);
  const y = (b - beta[0]) / (beta[beta.length - 1] - beta[0]);
  return [frame.left + x * frame.width, frame.top + (1 - y) * frame.height];
}

function paintBands({ grid, levels }: Relief, colors: readonly Rgb[], width: number, height: number): ImageData {
  const image = new ImageData(width, height);
  const edges = levels.map(Math.log);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const value = valueAt(grid, (column + 0.5) / width, 1 - (row + 0.5) / height);
      // No loss, no colour.
      if (Number.isNaN(value)) continue;
      let band = 0;
      while (band < edges.length && value >= edges[band]) band++;
      const at = 4 * (row * width + column);
      const color = colors[band];
      image.data[at] = color[0];
      image.data[at + 1] = color[1];
      image.data[at + 2] = color[2];
      image.data[at + 3] = 255;
    }
  return image;
}

function strokeLines(context: CanvasRenderingContext2D, { grid, levels }: Relief, frame: LandscapeFrame): void {
  context.strokeStyle = themeColor('--fg');
  context.globalAlpha = 0.28;
  context.lineWidth = 1;
  context.beginPath();
  const [x, y] = [
    (column: number) => frame.left + (column / (grid.side - 1)) * frame.width,
    (row: number) => frame.top + (1 - row / (grid.side - 1)) * frame.height,
  ];
  for (const level of levels)
    for (const [x0, y0, x1, y1] of contourAt(grid.values, grid.side, Math.log(level))) {
      context.moveTo(x(x0), y(y0));
      context.lineTo(x(x1), y(y1));
    }
  context.stroke();
  context.globalAlpha = 1;
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { landscape }: Relief,
  frame: LandscapeFrame,
  titles: readonly string[],
): void {
  const { alpha, beta } = landscape;
  const { left, top, width, height } = frame;
  const last = alpha.length - 1;
  context.fillStyle = themeColor('--dim');
  context.font = `11px ${themeColor('--mono')}`;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const tick of ticksOf(alpha[0], alpha[last], width / 90)) {
    const x = left + (width * (tick - alpha[0])) / (alpha[last] - alpha[0]);
    context.fillText(tickWords(tick), x, top + height + 6);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of ticksOf(beta[0], beta[last], height / 60)) {
    const y = top + height - (height * (tick - beta[0])) / (beta[last] - beta[0]);
    context.fillText(tickWords(tick), left - 6, y);
  }
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = 'center';
  context.fillText(titles[0], left + width / 2, top + height + 29, width);
  context.save();
  context.translate(8, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(titles[1], 0, 0, height);
  context.restore();
}

/** Words that stand out from whatever is behind them. */
function write(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = themeColor('--bg');
  context.strokeText(text, x, y);
  context.fillStyle = themeColor('--strong');
  context.fillText(text, x, y);
}

function drawPath(context: CanvasRenderingContext2D, relief: Relief, frame: LandscapeFrame, ink: string): void {
  const { path } = relief.landscape;
  const places = path.steps.map((_, i) => placeOf(relief, frame, path.alpha[i], path.beta[i]));
  const [start, end] = [places[0], places[places.length - 1]];
  const paper = themeColor('--bg');
  const trace = (width: number, color: string) => {
    context.lineWidth = width;
    context.strokeStyle = color;
    context.lineJoin = context.lineCap = 'round';
    context.beginPath();
    for (const [x, y] of places) context.lineTo(x, y);
    context.stroke();
  };
  const mark = ([x, y]: [number, number], radius: number, color: string) => {
    context.fillStyle = color;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  };
  trace(5, paper);
  trace(2, ink);
  for (const place of places) mark(place, 2.4, ink);
  mark(start, 6.5, ink);
  mark(start, 4.3, paper);
  mark(end, 7, paper);
  mark(end, 5.3, ink);
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = 'middle';
  const label = ([x, y]: [number, number], text: string, below: number) => {
    const onLeft = x + 14 + context.measureText(text).width > frame.left + frame.width;
    context.textAlign = onLeft ? 'right' : 'left';
    write(context, text, onLeft ? x - 12 : x + 12, y + below);
  };
  const words = [l10n.t('start'), l10n.t('step {0}', count(path.steps[path.steps.length - 1]))];
  const apart = Math.hypot(start[0] - end[0], start[1] - end[1]);
  if (apart < 26) label(end, words.join(' → '), 16);
  else {
    // Beside the path rather than on it.
    const some = Math.ceil(places.length / 12);
    const beside = (place: number[], neighbour: number[]) => (neighbour[1] > place[1] ? -14 : 14);
    label(start, words[0], beside(start, places[Math.min(some, places.length - 1)]));
    label(end, words[1], beside(end, places[Math.max(0, places.length - 1 - some)]));
  }
}

/**
 * @param titles of both axes.
 * @param color of the path: its run's.
 */
export function drawLandscape(
  context: CanvasRenderingContext2D,
  surface: Surface,
  relief: Relief,
  titles: readonly string[],
  color: string,
): void {
  const { ratio } = surface;
  const frame = frameOf(surface);
  const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
  const bands = paintBands(relief, bandColors(relief.levels), width, height);
  context.putImageData(bands, Math.round(frame.left * ratio), Math.round(frame.top * ratio));
  strokeLines(context, relief, frame);
  context.strokeStyle = themeColor('--grid');
  context.strokeRect(frame.left, frame.top, frame.width, frame.height);
  drawAxes(context, relief, frame, titles);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.width, frame.height);
  context.clip();
  drawPath(context, relief, frame, color);
  context.restore();
}
