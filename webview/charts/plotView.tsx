import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { forgetFrame, nextFrame } from './frames';
import { themeVersion } from './palette';
import { Plot, type PlotPicture } from './plot';
import './chart.css';

interface PlotViewProps {
  /** What the picture says, for those who cannot see it. */
  label: string;
  /** False while the tab is hidden: nothing is drawn then. */
  visible: boolean;
  /** Changes whenever the picture would. */
  version: unknown;
  picture: () => PlotPicture;
  /** What to say of the x under the pointer. */
  readOut?: (x: number) => ComponentChildren;
  /** Told the x that is pressed, and those it is dragged over. */
  onPick?: (x: number) => void;
}

/** A plot on the page, redrawn with the frames and with the theme. */
export function PlotView({ label, visible, version, picture, readOut, onPick }: PlotViewProps) {
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
  useEffect(() => {
    if (visible) nextFrame(redraw);
  }, [visible, version, theme]);

  const move = ({ offsetX, buttons }: PointerEvent) => {
    const x = plot.current?.valueAt(offsetX) ?? null;
    cursor.value = x === null || !readOut ? null : { x, pixel: offsetX };
    if (x !== null && buttons === 1) onPick?.(x);
  };
  const at = cursor.value;
  const words = at && readOut?.(at.x);
  const width = canvas.current?.clientWidth ?? 0;
  return (
    <div class={onPick ? 'chart pickable' : 'chart'}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        onPointerDown={move}
        onPointerMove={move}
        onPointerLeave={() => (cursor.value = null)}
      />
      {at && words && (
        <div
          class="read-out"
          style={at.pixel > width / 2 ? { right: `${width - at.pixel + 12}px` } : { left: `${at.pixel + 12}px` }}
        >
          {words}
        </div>
      )}
    </div>
  );
}
