import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { forgetFrame, nextFrame } from '../../charts/frames';
import { themeVersion } from '../../charts/palette';
import { recall, remember, request } from '../../host/requests';
import { picked } from '../../host/state';
import { cache, cacheVersion } from '../../digits/digits';
import { drawGrid } from '../../digits/drawGrid';
import { pickedTimes } from './drawing';
import { focus, focused } from './focus';
import { indexAt, layOut, moved, scrolledTo } from '../../digits/gridLayout';
import { noNumber, unread } from '../../digits/noNumber';
import { isPicked, pick, toggle } from './picks';
import { sampleName } from '../../digits/sampleName';

interface DigitGridProps {
  /** What is shown, in this order. */
  ids: readonly SampleId[];
  labels: Uint8Array;
  /** The digit that each is read as, by sample id: those read wrong get a frame. */
  predicted: Uint8Array | undefined;
  size: number;
  visible: boolean;
  /** Whether a plain click picks what it is on; otherwise it only looks at it. */
  clickPicks: boolean;
}

const range = (ids: readonly SampleId[], a: number, b: number) => ids.slice(Math.min(a, b), Math.max(a, b) + 1);

/** All the digits there are, of which only those in view are drawn. */
export function DigitGrid({ ids, labels, predicted, size, visible, clickPicks }: DigitGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useSignal({ width: 0, height: 0 });
  /** The digit that a range starts from. */
  const anchor = useRef<SampleId | null>(null);
  /** Index of the digit at the top: the grid stays there when its columns change. */
  const top = useRef(recall('samples', { samplesTop: 0 }).samplesTop);
  const { width, height } = box.value;
  const layout = layOut(ids.length, width, size);
  const focusIndex = focused.value === null ? -1 : ids.indexOf(focused.value);

  const draw = useRef<() => void>(() => undefined);
  draw.current = () => {
    const context = canvas.current?.getContext('2d');
    if (!context || !scroller.current || width === 0) return;
    const ratio = window.devicePixelRatio;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (context.canvas.width !== w || context.canvas.height !== h) {
      context.canvas.width = w;
      context.canvas.height = h;
    }
    const { scrollTop } = scroller.current;
    const isWrong = predicted && ((id: SampleId) => predicted[id] !== labels[id]);
    const grid = { ids, layout, chosen: isPicked.value, times: pickedTimes.value, isWrong, focusIndex };
    drawGrid(context, cache, grid, { width, height, scrollTop });
  };
  const redraw = useRef(() => draw.current()).current;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      // A hidden tab has no size; the last one is still the best guess.
      if (element.clientWidth > 0) box.value = { width: element.clientWidth, height: element.clientHeight };
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      forgetFrame(redraw);
    };
  }, []);
  useLayoutEffect(() => {
    if (width > 0 && scroller.current)
      scroller.current.scrollTop = Math.floor(top.current / layout.columns) * layout.pitch;
  }, [layout.columns, layout.pitch, width > 0]);
  useEffect(() => {
    if (visible) nextFrame(redraw);
  }, [
    visible,
    ids,
    predicted,
    size,
    width,
    height,
    focusIndex,
    picked.value,
    pickedTimes.value,
    cacheVersion.value,
    themeVersion.value,
  ]);

  // Whoever moved to another digit, it is to be seen.
  const seen = useRef(focused.value);
  useEffect(() => {
    if (focused.value === seen.current) return;
    seen.current = focused.value;
    if (focusIndex >= 0) show(focusIndex);
  }, [focused.value]);

  const show = (index: number) => {
    const element = scroller.current;
    if (element && height > 0) element.scrollTop = scrolledTo(layout, index, element.scrollTop, height);
  };
  const scroll = () => {
    const { scrollTop = 0 } = scroller.current ?? {};
    const row = Math.round(scrollTop / layout.pitch);
    // Scrolling that the grid did itself, to stay where it was, is not the reader's.
    if (Math.floor(top.current / layout.columns) !== row) top.current = row * layout.columns;
    nextFrame(redraw);
  };
  const focusAt = (index: number) => {
    focus(ids[index]);
    show(index);
  };
  const rangeTo = (index: number) => {
    const from = anchor.current === null ? -1 : ids.indexOf(anchor.current);
    pick(range(ids, from < 0 ? index : from, index));
  };

  const click = (event: MouseEvent) => {
    const index = indexAt(layout, ids.length, event.offsetX, event.offsetY + (scroller.current?.scrollTop ?? 0));
    if (index < 0) return;
    focus(ids[index]);
    if (event.shiftKey) {
      rangeTo(index);
      return;
    }
    anchor.current = ids[index];
    if (event.ctrlKey || event.metaKey) toggle(ids[index]);
    else if (clickPicks) pick([ids[index]]);
  };
  const press = (event: KeyboardEvent) => {
    const rowsPerPage = Math.max(1, Math.floor(height / layout.pitch) - 1);
    const to = moved(event.key, Math.max(0, focusIndex), ids.length, layout.columns, rowsPerPage);
    if (to !== undefined) {
      event.preventDefault();
      if (event.shiftKey) anchor.current ??= focused.value;
      focusAt(to);
      if (event.shiftKey) rangeTo(to);
      else anchor.current = ids[to];
    } else if (event.key === ' ' && focused.value !== null) {
      event.preventDefault();
      toggle(focused.value);
    } else if (event.key === 'Escape') pick([]);
    else if (event.key === 'Enter') {
      if (picked.value.length === 0 && focused.value !== null) pick([focused.value]);
      void request('open', { tab: 'loss' }).catch(() => undefined);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      pick([...ids]);
    }
  };

  return (
    <div class="digit-grid">
      <div
        ref={scroller}
        class="scroller"
        role="group"
        tabIndex={0}
        aria-label={l10n.t('Digits: arrows move, Space picks, Shift picks a range, Enter compares the losses')}
        onScroll={scroll}
        onScrollEnd={() => remember('samples', { samplesTop: top.current })}
        onKeyDown={press}
      >
        <canvas
          ref={canvas}
          style={{ width: `${width}px`, height: `${height}px` }}
          onClick={click}
          aria-hidden="true"
        />
        <div style={{ height: `${Math.max(0, layout.height - height)}px` }} />
      </div>
      <div class="visually-hidden" aria-live="polite">
        {focused.value !== null && spoken(focused.value, labels, predicted)}
      </div>
    </div>
  );
}

function spoken(id: SampleId, labels: Uint8Array, predicted: Uint8Array | undefined): string {
  const said = predicted?.[id] ?? labels[id];
  const read = said === labels[id] ? '' : `, ${said === unread ? noNumber : l10n.t('read as {0}', said)}`;
  const chosen = isPicked.value.has(id) ? `, ${l10n.t('picked')}` : '';
  const n = pickedTimes.value.get(id) ?? 1;
  const times = n > 1 ? `, ${l10n.t('drawn {0} times', n)}` : '';
  return l10n.t('{0}, label {1}{2}', sampleName(id), labels[id], read + chosen + times);
}
