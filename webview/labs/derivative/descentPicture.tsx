import { useRef } from 'preact/hooks';
import { useCanvas, type Surface } from '../../charts/canvas';
import { contourAt } from '../../charts/contours';
import { plainTick } from '../../charts/line';
import { themeColor } from '../../charts/palette';
import { gradientField, heights, leaving, windowOf, type Descent } from './descent';
import { labelGap, leftOf, ticksOf } from './descentAxes';
import { levelsOf } from './levels';
import type { TwoVariables } from './reading';

const grid = 120;
const bands = 14;
/** Around the picture, for the numbers of its axes; those on the left say how wide they are. */
const margin = { right: 10, top: 8, bottom: 38 };

interface DescentPictureProps {
  label: string;
  given: TwoVariables;
  paths: readonly { descent: Descent; color: string }[];
  onStart: (start: readonly [number, number]) => void;
}

const tickFont = () => `11px ${themeColor('--mono')}`;

/** The drawing at one size: from the plane of f to pixels. */
class DescentFrame {
  readonly left: number;
  /** The side of the square, in pixels. */
  readonly size: number;

  constructor(
    readonly context: CanvasRenderingContext2D,
    { width, height }: Surface,
    readonly reach: number,
  ) {
    context.font = tickFont();
    this.left = leftOf(ticksOf(reach).map(plainTick), (text) => context.measureText(text).width);
    this.size = Math.min(width - this.left - margin.right, height - margin.top - margin.bottom);
  }

  at = (x: number, y: number): [number, number] => [
    this.left + (x / this.reach + 1) * (this.size / 2),
    margin.top + (1 - y / this.reach) * (this.size / 2),
  ];

  line(points: readonly (readonly [number, number])[]): void {
    this.context.beginPath();
    for (const [x, y] of points) this.context.lineTo(x, y);
    this.context.stroke();
  }

  dot([x, y]: readonly [number, number], radius: number): void {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context.fill();
  }

  arrowHead([x, y]: readonly [number, number], angle: number, length: number): void {
    for (const side of [-0.5, 0.5])
      this.line([
        [x, y],
        [x - length * Math.cos(angle + side), y - length * Math.sin(angle + side)],
      ]);
  }
}

/** Bands of height and the contours between them. */
function drawRelief({ context, size, left }: DescentFrame, given: TwoVariables, reach: number): void {
  const values = heights(given, reach, grid);
  const levels = levelsOf(values, bands);
  const picture = new OffscreenCanvas(grid, grid);
  const pixels = picture.getContext('2d');
  if (!pixels) return;
  pixels.fillStyle = context.strokeStyle = themeColor('--s1');
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    const level = levels.filter((end) => value >= end).length;
    pixels.globalAlpha = 0.02 + (0.26 * level) / bands;
    pixels.fillRect(i % grid, Math.floor(i / grid), 1, 1);
  });
  context.drawImage(picture, left, margin.top, size, size);
  context.globalAlpha = 0.3;
  context.lineWidth = 1;
  const cell = size / grid;
  context.beginPath();
  for (const level of levels)
    for (const [x, y, toX, toY] of contourAt(values, grid, level)) {
      context.moveTo(left + (x + 0.5) * cell, margin.top + (y + 0.5) * cell);
      context.lineTo(left + (toX + 0.5) * cell, margin.top + (toY + 0.5) * cell);
    }
  context.stroke();
  context.globalAlpha = 1;
}

function drawField(frame: DescentFrame, given: TwoVariables): void {
  const { context, size, reach } = frame;
  context.globalAlpha = 0.85;
  context.strokeStyle = themeColor('--dim');
  const field = gradientField(given, reach);
  const longest = Math.max(...field.map(({ dx, dy }) => Math.hypot(dx, dy)), Number.MIN_VALUE);
  for (const { x, y, dx, dy } of field) {
    const [left, top] = frame.at(x, y);
    // By its root: a long arrow would otherwise hide all others.
    const drawn = (Math.sqrt(Math.hypot(dx, dy) / longest) * size) / 16;
    if (!(drawn >= 1)) continue;
    const angle = Math.atan2(-dy, dx);
    const end = [left + drawn * Math.cos(angle), top + drawn * Math.sin(angle)] as const;
    frame.line([[left, top], end]);
    frame.arrowHead(end, angle, 4);
  }
  context.globalAlpha = 1;
}

/** The numbers and names of both axes, and the frame. */
function drawAxes({ context, size, reach, left, at }: DescentFrame, [across, upward]: readonly string[]): void {
  context.strokeStyle = themeColor('--grid');
  context.strokeRect(left + 0.5, margin.top + 0.5, size - 1, size - 1);
  context.fillStyle = themeColor('--dim');
  context.font = tickFont();
  for (const value of ticksOf(reach)) {
    const [x, y] = at(value, value);
    context.textBaseline = 'top';
    context.textAlign = 'center';
    context.fillText(plainTick(value), x, margin.top + size + 6);
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    context.fillText(plainTick(value), left - labelGap, y);
  }
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(across, left + size / 2, margin.top + size + margin.bottom);
  context.save();
  context.translate(2, margin.top + size / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'top';
  context.fillText(upward, 0, 0);
  context.restore();
}

/** A path up to where it leaves for good, and where its name is to stand. */
function drawPath(frame: DescentFrame, { path, flewAt }: Descent): [number, number] {
  const { context, reach, at } = frame;
  const stayed = (flewAt === null ? path : path.slice(0, flewAt)).map(([x, y]) => at(x, y));
  context.lineWidth = 2;
  frame.line(stayed);
  if (stayed.length <= 400) for (const point of stayed) frame.dot(point, 2.5);
  const last = stayed[stayed.length - 1];
  if (flewAt === null) return last;
  // Only a thin line to the edge: it goes on far outside.
  const [x, y] = leaving(path[flewAt - 1], path[flewAt], reach);
  const end = at(x, y);
  context.lineWidth = 1.25;
  context.setLineDash([6, 4]);
  frame.line([last, end]);
  context.setLineDash([]);
  frame.arrowHead(end, Math.atan2(end[1] - last[1], end[0] - last[0]), 9);
  return end;
}

/** The learning rates beside their paths, one under the other where they would meet. */
function drawNames(frame: DescentFrame, names: readonly { text: string; color: string; at: [number, number] }[]): void {
  const { context, size, left: edge } = frame;
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = getComputedStyle(document.body).backgroundColor;
  const taken: { left: number; right: number; y: number }[] = [];
  for (const { text, color, at } of names) {
    const width = context.measureText(text).width;
    const [most, lowest] = [edge + size - width - 6, margin.top + size - 10];
    const left = Math.max(edge + 6, at[0] + 10 > most ? Math.min(at[0] - width - 12, most) : at[0] + 10);
    let y = Math.max(margin.top + 12, Math.min(at[1] - 12, lowest));
    const meets = () => taken.some((b) => b.left < left + width && left < b.right && Math.abs(b.y - y) < 16);
    for (let tries = 0; tries < 8 && meets(); tries++) y += y + 16 > lowest ? -48 : 16;
    taken.push({ left, right: left + width, y });
    context.strokeText(text, left, y);
    context.fillStyle = color;
    context.fillText(text, left, y);
  }
}

function paint(
  context: CanvasRenderingContext2D,
  surface: Surface,
  { given, paths }: DescentPictureProps,
  reach: number,
): void {
  const frame = new DescentFrame(context, surface, reach);
  if (frame.size <= 0) return;
  drawRelief(frame, given, reach);
  context.save();
  context.beginPath();
  context.rect(frame.left, margin.top, frame.size, frame.size);
  context.clip();
  drawField(frame, given);
  // Those that flew off lie under the others.
  const ordered = [...paths].sort((a, b) => Number(a.descent.flewAt === null) - Number(b.descent.flewAt === null));
  const names = ordered.map(({ descent, color }) => {
    context.strokeStyle = context.fillStyle = themeColor(color);
    return { text: `lr = ${descent.learningRate}`, color: themeColor(color), at: drawPath(frame, descent) };
  });
  context.fillStyle = themeColor('--strong');
  frame.dot(frame.at(given.start[0], given.start[1]), 4.5);
  drawNames(frame, names);
  context.restore();
  context.lineWidth = 1;
  drawAxes(frame, given.variables);
}

/** f from above: bands of height and contours, arrows downhill, and the paths of the descents. */
export function DescentPicture(props: DescentPictureProps) {
  const { given, paths, label, onStart } = props;
  /** While the start is dragged the picture stays where it is. */
  const held = useRef<number | null>(null);
  const reachNow = () =>
    held.current ??
    windowOf(
      given.start,
      paths.map(({ descent }) => descent),
    );
  const { canvas, surface, redraw } = useCanvas(
    (context, size) => paint(context, size, props, reachNow()),
    [given, paths],
  );

  const pick = ({ offsetX, offsetY, buttons, currentTarget }: PointerEvent) => {
    const context = currentTarget instanceof HTMLCanvasElement && currentTarget.getContext('2d');
    if (buttons !== 1 || !context) return;
    const reach = (held.current ??= reachNow());
    const { size, left } = new DescentFrame(context, surface.value, reach);
    const digit = 10 ** Math.floor(Math.log10(reach / 40));
    const place = (share: number) =>
      Number((Math.round((Math.max(-1, Math.min(1, share)) * reach) / digit) * digit).toPrecision(12));
    onStart([place((2 * (offsetX - left)) / size - 1), place(1 - (2 * (offsetY - margin.top)) / size)]);
  };
  const release = () => {
    held.current = null;
    redraw();
  };
  return (
    <canvas
      ref={canvas}
      class="descent-picture"
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
        pick(event);
      }}
      onPointerMove={pick}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}
