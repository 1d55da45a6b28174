import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { SampleId } from '../../src/shared/protocol';
import { forgetFrame, nextFrame } from '../charts/frames';
import { themeColor, themeVersion } from '../charts/palette';
import { request } from '../host';
import { picked } from '../state';
import { cache, cacheVersion } from './digits';
import { indexAt, layOut, moved, rowsInView } from './gridLayout';
import { sampleName } from './sampleName';

interface DigitGridProps {
  /** What is shown, in this order. */
  ids: readonly SampleId[];
  labels: Uint8Array;
  size: number;
  visible: boolean;
  focused: SampleId | null;
  onFocus: (id: SampleId) => void;
  onPick: (ids: SampleId[]) => void;
}

const range = (ids: readonly SampleId[], a: number, b: number) => ids.slice(Math.min(a, b), Math.max(a, b) + 1);

/** All the digits there are, of which only those in view are drawn. */
export function DigitGrid({ ids, labels, size, visible, focused, onFocus, onPick }: DigitGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useSignal({ width: 0, height: 0 });
  const anchor = useRef(0);
  const { width, height } = box.value;
  const layout = layOut(ids.length, width, size);
  const focusIndex = focused === null ? -1 : ids.indexOf(focused);

  const draw = useRef<() => void>(() => undefined);
  draw.current = () => {
    const context = canvas.current?.getContext('2d');
    if (!context || !scroller.current || !canvas.current || width === 0) return;
    const ratio = window.devicePixelRatio;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.current.width !== w || canvas.current.height !== h) {
      canvas.current.width = w;
      canvas.current.height = h;
    }
    const { scrollTop } = scroller.current;
    const chosen = new Set(picked.value);
    const [placeholder, accent] = [themeColor('--grid'), themeColor('--s1')];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = size < 28 || size % 28 !== 0;
    const { first, last } = rowsInView(layout, scrollTop, height);
    const missing: SampleId[] = [];
    for (let index = first * layout.columns; index < Math.min(ids.length, (last + 1) * layout.columns); index++) {
      const id = ids[index];
      const x = layout.inset + (index % layout.columns) * layout.pitch;
      const y = Math.floor(index / layout.columns) * layout.pitch - scrollTop;
      if (!cache.draw(context, id, x, y, size)) {
        missing.push(id);
        context.fillStyle = placeholder;
        context.fillRect(x, y, size, size);
      }
      if (chosen.has(id) || index === focusIndex) {
        context.strokeStyle = accent;
        context.lineWidth = chosen.has(id) ? 2 : 1;
        context.strokeRect(x - 0.5, y - 0.5, size + 1, size + 1);
      }
      if (chosen.has(id)) {
        context.fillStyle = `${accent}33`;
        context.fillRect(x, y, size, size);
      }
    }
    // Then a screen below and one above, for the next turn of the wheel.
    const screen = (last - first + 1) * layout.columns;
    const end = (last + 1) * layout.columns;
    cache.want([
      ...missing,
      ...ids.slice(end, end + screen),
      ...ids.slice(Math.max(0, first * layout.columns - screen), first * layout.columns),
    ]);
  };
  const redraw = useRef(() => draw.current()).current;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      box.value = { width: element.clientWidth, height: element.clientHeight };
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      forgetFrame(redraw);
    };
  }, []);
  useEffect(() => {
    if (visible) nextFrame(redraw);
  }, [visible, ids, size, width, height, focusIndex, picked.value, cacheVersion.value, themeVersion.value]);

  const scrollTo = (index: number) => {
    const element = scroller.current;
    if (!element) return;
    const top = Math.floor(index / layout.columns) * layout.pitch;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + layout.pitch > element.scrollTop + height) element.scrollTop = top + layout.pitch - height;
  };
  const focusAt = (index: number) => {
    onFocus(ids[index]);
    scrollTo(index);
  };
  const toggle = (id: SampleId) =>
    onPick(picked.value.includes(id) ? picked.value.filter((other) => other !== id) : [...picked.value, id]);

  const click = (event: MouseEvent) => {
    const top = scroller.current?.scrollTop ?? 0;
    const index = indexAt(layout, ids.length, event.offsetX, event.offsetY + top);
    if (index < 0) return;
    const id = ids[index];
    onFocus(id);
    if (event.shiftKey) {
      onPick(range(ids, anchor.current, index));
      return;
    }
    anchor.current = index;
    if (event.ctrlKey || event.metaKey) toggle(id);
    else onPick([id]);
  };
  const press = (event: KeyboardEvent) => {
    const rowsPerPage = Math.max(1, Math.floor(height / layout.pitch) - 1);
    const to = moved(event.key, Math.max(0, focusIndex), ids.length, layout.columns, rowsPerPage);
    if (to !== undefined && ids.length > 0) {
      event.preventDefault();
      focusAt(to);
      if (event.shiftKey) onPick(range(ids, anchor.current, to));
      else anchor.current = to;
    } else if (event.key === ' ' && focused !== null) {
      event.preventDefault();
      toggle(focused);
    } else if (event.key === 'Escape') onPick([]);
    else if (event.key === 'Enter') {
      if (picked.value.length === 0 && focused !== null) onPick([focused]);
      void request('open', { tab: 'loss' }).catch(() => undefined);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onPick([...ids]);
    }
  };

  const words =
    focused === null
      ? ''
      : l10n.t(
          '{0}, label {1}{2}',
          sampleName(focused),
          labels[focused],
          picked.value.includes(focused) ? `, ${l10n.t('picked')}` : '',
        );
  return (
    <div class="digit-grid">
      <div
        ref={scroller}
        class="scroller"
        role="group"
        tabIndex={0}
        aria-label={l10n.t('Digits: arrows move, Space picks, Shift picks a range, Enter compares the losses')}
        onScroll={() => nextFrame(redraw)}
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
        {words}
      </div>
    </div>
  );
}
