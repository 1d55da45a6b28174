import type { SampleId } from '../../src/shared/pageProtocol';
import { themeColor } from '../charts/palette';
import type { DigitCache } from './digitCache';
import { placeOf, rowsInView, type GridLayout } from './gridLayout';

interface Grid {
  ids: readonly SampleId[];
  layout: GridLayout;
  chosen: ReadonlySet<SampleId>;
  /** How often each was drawn, of those that were; one that came more than once is marked. */
  times?: ReadonlyMap<SampleId, number>;
  /** Whether the network reads it wrong; absent while none has read it. */
  isWrong?: ((id: SampleId) => boolean) | undefined;
  /** Index of the digit that the keyboard is on; −1 for none. */
  focusIndex: number;
}

interface GridView {
  width: number;
  height: number;
  scrollTop: number;
}

/** A few letters in the lower right corner (`right`, `bottom`) of a digit. */
function badge(context: CanvasRenderingContext2D, text: string, right: number, bottom: number, size: number): void {
  const height = Math.round(Math.max(11, Math.min(16, size * 0.4)));
  context.font = `600 ${height - 2}px ${getComputedStyle(document.body).fontFamily}`;
  const width = Math.ceil(context.measureText(text).width) + 4;
  context.fillStyle = themeColor('--s2');
  context.fillRect(right - width, bottom - height, width, height);
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, right - width / 2, bottom - height / 2 + 0.5);
}

/** Draws the digits in view, and asks the cache for those that are missing and for a screen on either side. */
export function drawGrid(context: CanvasRenderingContext2D, cache: DigitCache, grid: Grid, view: GridView): void {
  const { ids, layout, chosen, times, focusIndex, isWrong } = grid;
  const { size } = layout;
  const { width, height, scrollTop } = view;
  const ratio = window.devicePixelRatio;
  const [placeholder, frame] = [themeColor('--grid'), themeColor('--s1')];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = (size * ratio) % 28 !== 0;
  const { first, last } = rowsInView(layout, scrollTop, height);
  const [begin, end] = [first * layout.columns, Math.min(ids.length, (last + 1) * layout.columns)];
  const missing: SampleId[] = [];
  const wrong = new Path2D();
  for (let index = begin; index < end; index++) {
    const id = ids[index];
    const place = placeOf(layout, index);
    const [x, y] = [place.x, place.y - scrollTop];
    if (!cache.draw(context, id, x, y, size)) {
      missing.push(id);
      context.fillStyle = placeholder;
      context.fillRect(x, y, size, size);
    }
    if (isWrong?.(id)) wrong.rect(x + 0.5, y + 0.5, size - 1, size - 1);
    if (!chosen.has(id)) continue;
    context.globalAlpha = 0.2;
    context.fillStyle = frame;
    context.fillRect(x, y, size, size);
    context.globalAlpha = 1;
    context.strokeStyle = frame;
    context.lineWidth = 2;
    context.strokeRect(x, y, size, size);
  }
  context.strokeStyle = themeColor('--bad');
  context.lineWidth = size < 30 ? 1 : 1.5;
  context.stroke(wrong);
  for (let index = begin; index < end; index++) {
    const n = times?.get(ids[index]) ?? 1;
    const { x, y } = placeOf(layout, index);
    if (n > 1) badge(context, `×${n}`, x + size, y - scrollTop + size, size);
  }
  if (focusIndex >= begin && focusIndex < end) {
    const { x, y } = placeOf(layout, focusIndex);
    context.strokeStyle = themeColor('--strong');
    context.lineWidth = 2;
    context.strokeRect(x - 1, y - 1 - scrollTop, size + 2, size + 2);
  }
  const screen = end - begin;
  // More than there is room for would drive out what is in view, and so be asked for without end.
  const ahead = Math.min(screen, Math.floor(cache.hold(screen) / 2));
  cache.want([...missing, ...ids.slice(end, end + ahead), ...ids.slice(Math.max(0, begin - ahead), begin)]);
}
