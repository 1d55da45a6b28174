import { useEffect, useRef } from 'preact/hooks';
import type { GradientDescent } from '../../src/engine';
import { forgetFrame, nextFrame } from '../charts/frames';
import { themeColor, themeVersion } from '../charts/palette';
import { gradientField, heights, windowOf } from './descent';
import type { TwoVariables } from './reading';

const grid = 160;
const bands = 14;

interface DescentPictureProps {
  label: string;
  given: TwoVariables;
  paths: readonly { descent: GradientDescent; color: string }[];
  h: number;
  visible: boolean;
}

/** The rank of every height, in bands of equal area: an even ladder of contours however steep f is. */
function banded(values: Float64Array): Uint8Array {
  const sorted = values.filter(Number.isFinite).sort();
  const ends = Array.from({ length: bands - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bands)]);
  return Uint8Array.from(values, (value) => {
    const band = ends.findIndex((end) => value < end);
    return band < 0 ? bands - 1 : band;
  });
}

/** f from above, a pixel a height; stretched over the picture, its edges come out smooth. */
function relief(given: TwoVariables, reach: number): OffscreenCanvas {
  const picture = new OffscreenCanvas(grid, grid);
  const context = picture.getContext('2d');
  if (!context) return picture;
  context.fillStyle = themeColor('--s1');
  banded(heights(given, reach, grid)).forEach((level, i) => {
    context.globalAlpha = 0.03 + (0.3 * level) / bands;
    context.fillRect(i % grid, Math.floor(i / grid), 1, 1);
  });
  return picture;
}

function paint(canvas: HTMLCanvasElement, { given, paths, h }: DescentPictureProps): void {
  const size = canvas.clientWidth;
  const context = canvas.getContext('2d');
  if (!context || size === 0) return;
  const ratio = window.devicePixelRatio;
  canvas.width = canvas.height = Math.round(size * ratio);
  context.scale(ratio, ratio);
  const reach = windowOf(given.start);
  const at = (x: number, y: number): [number, number] => [
    ((x + reach) / (2 * reach)) * size,
    ((reach - y) / (2 * reach)) * size,
  ];

  context.drawImage(relief(given, reach), 0, 0, size, size);

  context.globalAlpha = 0.85;
  context.strokeStyle = context.fillStyle = themeColor('--dim');
  const field = gradientField(given, reach, h);
  const longest = Math.max(...field.map(({ dx, dy }) => Math.hypot(dx, dy)), Number.MIN_VALUE);
  for (const { x, y, dx, dy } of field) {
    const [left, top] = at(x, y);
    const length = Math.hypot(dx, dy);
    // By its root: a long arrow would otherwise hide all others.
    const drawn = (Math.sqrt(length / longest) * size) / 16;
    if (drawn < 1) continue;
    const angle = Math.atan2(-dy, dx);
    const [toX, toY] = [left + drawn * Math.cos(angle), top + drawn * Math.sin(angle)];
    context.beginPath();
    context.moveTo(left, top);
    context.lineTo(toX, toY);
    for (const side of [-0.5, 0.5]) {
      context.moveTo(toX, toY);
      context.lineTo(toX - 4 * Math.cos(angle + side), toY - 4 * Math.sin(angle + side));
    }
    context.stroke();
  }

  context.globalAlpha = 1;
  context.lineWidth = 2;
  for (const { descent, color } of paths) {
    context.strokeStyle = context.fillStyle = themeColor(color);
    // Up to the first point far outside: those beyond would only be lines to and fro across the picture.
    const far = descent.path.findIndex((point) => !point.every((value) => Math.abs(value) < 20 * reach));
    const seen = far < 0 ? descent.path : descent.path.slice(0, far + 1);
    const points = seen
      .filter((point) => point.every((value) => Math.abs(value) < 1e6 * reach))
      .map(([x, y]) => at(x, y));
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.stroke();
    for (const [x, y] of points) {
      context.beginPath();
      context.arc(x, y, 2.5, 0, 2 * Math.PI);
      context.fill();
    }
  }
  const [startX, startY] = at(given.start[0], given.start[1]);
  context.fillStyle = themeColor('--strong');
  context.beginPath();
  context.arc(startX, startY, 4.5, 0, 2 * Math.PI);
  context.fill();
}

/** f from above: bands of height, arrows downhill, and the paths of the descents. */
export function DescentPicture(props: DescentPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const redraw = useRef(() => {
    if (canvas.current && latest.current.visible) paint(canvas.current, latest.current);
  }).current;
  useEffect(() => {
    if (!canvas.current) return undefined;
    const watcher = new ResizeObserver(() => nextFrame(redraw));
    watcher.observe(canvas.current);
    return () => {
      watcher.disconnect();
      forgetFrame(redraw);
    };
  }, []);
  const { given, paths, h, visible, label } = props;
  const theme = themeVersion.value;
  const rates = paths.map(({ descent }) => descent.x.join()).join(';');
  useEffect(() => {
    if (visible) nextFrame(redraw);
  }, [visible, theme, given.text, given.start.join(), rates, h]);
  return <canvas ref={canvas} class="descent-picture" role="img" aria-label={label} />;
}
