import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { forgetFrame, nextFrame } from './frames';
import { themeVersion } from './palette';
import { Plot, type PlotPicture } from './plot';
import { ReadOut } from './readOut';
import './chart.css';

interface PlotViewProps {
  /** What the picture says, for those who cannot see it. */
  label: string;
  /** Changes whenever the picture would. */
  version: unknown;
  picture: () => PlotPicture;
  /** What to say of the x under the pointer. */
  readOut?: (x: number) => ComponentChildren;
  /** Told the x that is pressed, and those it is dragged over; and when it is let go. */
  onPick?: (x: number) => void;
  onPicked?: () => void;
  /** What is picked, as a slider for the keyboard. */
  slider?: PlotSlider;
}

export interface PlotSlider {
  label: string;
  /** As numbers that need no exponent: what reads them aloud knows none. */
  value: number;
  /** The value in words. */
  text: string;
  min: number;
  max: number;
  /** Arrows move by one, with Shift and by page keys by ten; to the right and upwards is positive. */
  onMove: (by: -10 | -1 | 1 | 10) => void;
}

const arrows: Partial<Record<string, -10 | -1 | 1 | 10>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** A plot on the page, redrawn with the frames and with the theme. */
export function PlotView({ label, version, picture, readOut, onPick, onPicked, slider }: PlotViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const plot = useRef<Plot | null>(null);
  const latest = useRef(picture);
  latest.current = picture;
  const cursor = useSignal<{ x: number; pixel: number } | null>(null);
  const redraw = useRef(() => plot.current?.draw(latest.current())).current;

  useEffect(() => {
    if (!canvas.current) return undefined;
    plot.current = new Plot(canvas.current);
    return () => {
      forgetFrame(redraw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, []);

  const theme = themeVersion.value;
  useEffect(() => nextFrame(redraw), [version, theme]);

  const move = ({ offsetX, buttons }: PointerEvent) => {
    const x = plot.current?.valueAt(offsetX) ?? null;
    cursor.value = x === null || !readOut ? null : { x, pixel: offsetX };
    if (x !== null && buttons === 1) onPick?.(x);
  };
  const press = (event: PointerEvent) => {
    if (onPick && event.button === 0) canvas.current?.setPointerCapture(event.pointerId);
    move(event);
  };
  const key = (event: KeyboardEvent) => {
    const by = arrows[event.key];
    if (!slider || by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    slider.onMove(event.shiftKey && Math.abs(by) === 1 ? (by < 0 ? -10 : 10) : by);
  };
  const at = cursor.value;
  const words = at && readOut?.(at.x);
  const width = canvas.current?.clientWidth ?? 0;
  return (
    <div class={onPick ? 'chart pickable' : 'chart'}>
      <canvas
        ref={canvas}
        {...(slider
          ? {
              role: 'slider',
              tabIndex: 0,
              'aria-label': `${slider.label}. ${label}`,
              'aria-valuenow': slider.value,
              'aria-valuemin': slider.min,
              'aria-valuemax': slider.max,
              'aria-valuetext': slider.text,
              onKeyDown: key,
            }
          : { role: 'img', 'aria-label': label })}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={onPicked}
        onPointerCancel={onPicked}
        onPointerLeave={() => (cursor.value = null)}
      />
      {at && words && (
        <ReadOut pixel={at.pixel} width={width}>
          {words}
        </ReadOut>
      )}
    </div>
  );
}
