import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { forgetFrame, nextFrame } from '../../charts/frames';
import { themeVersion } from '../../charts/palette';
import { cache, cacheVersion } from '../../digits/digits';
import { drawGrid } from '../../digits/drawGrid';
import { indexAt, layOut, moved, scrolledTo } from '../../digits/gridLayout';
import { testId } from './reading';

interface DigitSheetProps {
  label: string;
  /** Test digits, in the order they are shown. */
  members: readonly number[];
  looked: number;
  visible: boolean;
  onLook: (index: number) => void;
}

const digitSize = 34;
const nothing: ReadonlySet<number> = new Set();

/** The digits of a group: a click or the arrows look at one. */
export function DigitSheet({ label, members, looked, visible, onLook }: DigitSheetProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSignal({ width: 0, height: 0 });
  const { width, height } = size.value;
  const layout = layOut(members.length, width, digitSize);
  const at = members.indexOf(looked);
  const draw = useRef<() => void>(() => undefined);
  draw.current = () => {
    const context = canvas.current?.getContext('2d');
    if (!context || !scroller.current || width === 0) return;
    const ratio = window.devicePixelRatio;
    context.canvas.width = Math.round(width * ratio);
    context.canvas.height = Math.round(height * ratio);
    const { scrollTop } = scroller.current;
    const grid = { ids: members.map(testId), layout, chosen: nothing, focusIndex: at };
    drawGrid(context, cache, grid, { width, height, scrollTop });
  };
  const redraw = useRef(() => draw.current()).current;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      // A hidden tab has no size; the last one is still the best guess.
      if (element.clientWidth > 0) size.value = { width: element.clientWidth, height: element.clientHeight };
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      forgetFrame(redraw);
    };
  }, []);
  useEffect(() => {
    const element = scroller.current;
    if (element && width > 0) element.scrollTop = at < 0 ? 0 : scrolledTo(layout, at, element.scrollTop, height);
  }, [members, at, width]);
  useEffect(() => {
    if (visible) nextFrame(redraw);
  }, [visible, members, at, width, height, cacheVersion.value, themeVersion.value]);
  const press = (event: KeyboardEvent) => {
    const to = moved(event.key, Math.max(0, at), members.length, layout.columns, 3);
    if (to === undefined || members.length === 0) return;
    event.preventDefault();
    onLook(members[to]);
  };
  const click = (event: MouseEvent) => {
    const hit = indexAt(layout, members.length, event.offsetX, event.offsetY + (scroller.current?.scrollTop ?? 0));
    if (hit >= 0) onLook(members[hit]);
  };
  return (
    <div class="sheet">
      <div
        ref={scroller}
        class="scroller"
        role="group"
        tabIndex={0}
        aria-label={l10n.t('{0}: arrows look at the next digit', label)}
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
    </div>
  );
}
