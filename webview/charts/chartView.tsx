import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { forgetFrame, nextFrame } from './frames';
import { LineChart, type Axes, type Line, type Mark } from './lineChart';
import './chart.css';

export interface Picture {
  lines: Line[];
  marks: Mark[];
  axes: Axes;
}

interface ChartViewProps {
  /** What the picture says, for those who cannot see it. */
  label: string;
  /** False while the tab is hidden: nothing is drawn then. */
  visible: boolean;
  /** Changes whenever the picture would. */
  version: unknown;
  /** Draws what is in view; called at most once a frame. */
  picture: (view: { first: number; last: number; columns: number }) => Picture;
  /** What to say of a step under the pointer. */
  readOut: (step: number) => ComponentChildren;
  /** Told of the chart once it is there, so that a button can reset its zoom. */
  onChart?: (chart: LineChart) => void;
}

/** A chart on the page: kept from its first frame to its last, redrawn with the frames. */
export function ChartView({ label, visible, version, picture, readOut, onChart }: ChartViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<LineChart | null>(null);
  const latest = useRef(picture);
  latest.current = picture;
  const cursor = useSignal<{ step: number; pixel: number } | null>(null);

  const redraw = useRef(() => {
    const drawn = chart.current;
    if (!drawn) return;
    const { lines, marks, axes } = latest.current(drawn.view());
    drawn.draw(lines, marks, axes);
  }).current;

  useEffect(() => {
    if (!canvas.current) return undefined;
    const made = new LineChart(
      canvas.current,
      () => nextFrame(redraw),
      (step, pixel) => {
        cursor.value = step === null ? null : { step, pixel };
      },
    );
    chart.current = made;
    onChart?.(made);
    return () => {
      forgetFrame(redraw);
      made.destroy();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    if (visible) nextFrame(redraw);
  }, [visible, version]);

  const at = cursor.value;
  const words = at && readOut(at.step);
  const width = canvas.current?.clientWidth ?? 0;
  return (
    <div class="chart">
      <canvas ref={canvas} role="img" aria-label={label} />
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
