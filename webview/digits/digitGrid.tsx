import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { SampleId } from '../../src/shared/pageProtocol';
import { useCanvas } from '../charts/canvas';
import { cache, cacheVersion } from './digits';
import { drawGrid } from './drawGrid';
import { indexAt, layOut, moved, scrolledTo } from './gridLayout';
import './digits.css';

interface DigitGridProps {
  /** What it is and which keys do what, for those who cannot see it. */
  label: string;
  /** What is shown, in this order. */
  ids: readonly SampleId[];
  /** Of a digit, in pixels. */
  size: number;
  /** Index of the digit that the keyboard is on; −1 for none. */
  at: number;
  /** What is said of a digit that the keyboard is on, or the pointer. */
  nameOf: (id: SampleId) => string;
  /** Index of the digit at the top, at first; without one, the digit that the keyboard is on is in view. */
  top?: number;
  /** Told when the reader has scrolled. */
  onTop?: (index: number) => void;
  /** The picked digits, where digits can be picked. */
  chosen?: ReadonlySet<SampleId>;
  /** How often each was drawn, of those that were. */
  times?: ReadonlyMap<SampleId, number>;
  /** Whether the network reads it wrong; absent while none has read it. */
  isWrong?: ((id: SampleId) => boolean) | undefined;
  /** A click or a key went to a digit. */
  onMove: (index: number, event: MouseEvent | KeyboardEvent) => void;
  /** A key that does not move. */
  onKey?: (event: KeyboardEvent) => void;
}

const none: ReadonlySet<SampleId> = new Set();

/** As many digits as there are, of which only those in view are drawn: a list of options to a reader, a canvas to the eye. */
export function DigitGrid(props: DigitGridProps) {
  const { label, ids, size, at, nameOf, top, onTop, chosen, times, isWrong, onMove, onKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  /** Index of the digit at the top: the grid stays there when its columns change. */
  const first = useRef(top ?? 0);
  const told = useRef(first.current);
  const { canvas, surface, redraw } = useCanvas(
    (context, { width, height }) => {
      const grid = { ids, layout: layOut(ids.length, width, size), chosen: chosen ?? none, focusIndex: at };
      const view = { width, height, scrollTop: scroller.current?.scrollTop ?? 0 };
      drawGrid(context, cache, { ...grid, ...(times && { times }), isWrong }, view);
    },
    [ids, size, at, chosen, times, isWrong, cacheVersion.value],
  );
  const { width, height } = surface.value;
  const layout = layOut(ids.length, width, size);

  const show = (index: number) => {
    const element = scroller.current;
    if (element && height > 0) element.scrollTop = scrolledTo(layout, index, element.scrollTop, height);
  };
  useLayoutEffect(() => {
    if (width === 0 || !scroller.current) return;
    scroller.current.scrollTop = Math.floor(first.current / layout.columns) * layout.pitch;
    if (top === undefined && at >= 0) show(at);
  }, [layout.columns, layout.pitch, width > 0]);
  // Whoever moved to another digit, it is to be seen.
  const seen = useRef(at);
  useEffect(() => {
    if (at === seen.current) return;
    seen.current = at;
    if (at >= 0) show(at);
  }, [at]);
  const tell = () => {
    if (told.current !== first.current) onTop?.((told.current = first.current));
  };
  useEffect(() => tell, []);

  const scroll = () => {
    const row = Math.round((scroller.current?.scrollTop ?? 0) / layout.pitch);
    // Scrolling that the grid did itself, to stay where it was, is not the reader's.
    if (Math.floor(first.current / layout.columns) !== row) first.current = row * layout.columns;
    redraw();
    // The pointer may be over another digit now: it says so when it moves.
    if (canvas.current) canvas.current.title = '';
  };
  const under = ({ offsetX, offsetY }: MouseEvent) =>
    indexAt(layout, ids.length, offsetX, offsetY + (scroller.current?.scrollTop ?? 0));
  const click = (event: MouseEvent) => {
    const index = under(event);
    if (index >= 0) onMove(index, event);
  };
  const hover = (event: PointerEvent) => {
    const index = under(event);
    if (canvas.current) canvas.current.title = index < 0 ? '' : nameOf(ids[index]);
  };
  const press = (event: KeyboardEvent) => {
    const rowsPerPage = Math.max(1, Math.floor(height / layout.pitch) - 1);
    const to = moved(event.key, Math.max(0, at), ids.length, layout.columns, rowsPerPage);
    if (to === undefined) onKey?.(event);
    else if (ids.length > 0) {
      event.preventDefault();
      onMove(to, event);
    }
  };
  return (
    <div class="digit-grid">
      <div
        ref={scroller}
        class="scroller"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable={chosen !== undefined}
        aria-activedescendant={at < 0 ? undefined : optionId(ids[at])}
        onScroll={scroll}
        onScrollEnd={tell}
        onKeyDown={press}
      >
        {at >= 0 && (
          <div
            key={ids[at]}
            id={optionId(ids[at])}
            class="visually-hidden"
            role="option"
            aria-selected={chosen ? chosen.has(ids[at]) : true}
            aria-posinset={at + 1}
            aria-setsize={ids.length}
          >
            {nameOf(ids[at])}
          </div>
        )}
        <canvas ref={canvas} onClick={click} onPointerMove={hover} aria-hidden="true" />
        <div style={{ height: `${Math.max(0, layout.height - height)}px` }} />
      </div>
    </div>
  );
}

const optionId = (id: SampleId) => `digit-${id}`;
