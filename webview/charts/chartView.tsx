import { useSignalEffect, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { forgetFrame, nextFrame } from './frames';
import { keyedCanvas } from './keyedCanvas';
import type { Line } from './line';
import { LineChart, type Axes, type Mark, type Steps } from './lineChart';
import { ReadOut } from './readOut';
import './chart.css';

/** The step that is pointed at, in one of the charts that share it. */
export interface Cursor {
  step: number;
  byKeys: boolean;
  /** The chart that the pointer or the keys are in. */
  of: object;
}

export interface ChartPicture {
  lines: Line[];
  marks: Mark[];
  axes: Omit<Axes, 'xMax'>;
}

interface ChartViewProps {
  /** What the picture says, for those who cannot see it. */
  label: string;
  /** Whether more of what it draws is on its way. */
  busy?: boolean;
  /** Changes whenever the picture would. */
  version: unknown;
  /** The last step that there is, or will be. */
  xMax: number;
  /** The steps to show, on all charts that share them; null for all. */
  steps: Steps | null;
  /** Told where the reader zoomed or moved to. */
  onSteps: (steps: Steps | null) => void;
  /** The step that is pointed at, on all charts that share it. */
  cursor: Signal<Cursor | null>;
  /** Draws what is in view; called at most once a frame. */
  picture: (view: { first: number; last: number; columns: number }) => ChartPicture;
  /** What to say of a step under the pointer. */
  readOut: (step: number) => ComponentChildren;
  /** Told of the chart once it is there, so that a button can reset its zoom. */
  onChart?: (chart: LineChart) => void;
}

/** A chart on the page: kept from its first frame to its last, redrawn with the frames. */
export function ChartView(props: ChartViewProps) {
  const { label, version, xMax, steps, cursor, readOut, onChart } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<LineChart | null>(null);
  const latest = useRef(props);
  latest.current = props;

  const redraw = useRef(() => {
    const drawn = chart.current;
    if (!drawn) return;
    const { picture, xMax: last } = latest.current;
    const { lines, marks, axes } = picture(drawn.view(last));
    drawn.draw(lines, marks, { ...axes, xMax: last });
  }).current;

  useEffect(() => {
    if (!canvas.current) return undefined;
    const made = new LineChart(canvas.current, {
      onView: () => nextFrame(redraw),
      onSteps: (chosen) => latest.current.onSteps(chosen),
      onCursor: (step, byKeys) => {
        cursor.value = step === null ? null : { step, byKeys, of: canvas };
      },
    });
    chart.current = made;
    onChart?.(made);
    return () => {
      forgetFrame(redraw);
      made.destroy();
      chart.current = null;
      if (cursor.peek()?.of === canvas) cursor.value = null;
    };
  }, []);

  useSignalEffect(() => chart.current?.pointAt(cursor.value?.step ?? null));

  useEffect(() => nextFrame(redraw), [version, xMax]);

  useEffect(() => chart.current?.show(steps), [steps]);

  const at = cursor.value;
  const pixel = at && (chart.current?.pixelOf(at.step) ?? null);
  const words = at && pixel !== null && readOut(at.step);
  const width = canvas.current?.clientWidth ?? 0;
  return (
    <div class="chart" aria-busy={props.busy}>
      <canvas ref={canvas} {...keyedCanvas(label, 'ArrowLeft ArrowRight + - 0 Shift+ArrowLeft Shift+ArrowRight')} />
      {/* Read aloud where keys went, which is seldom enough; not wherever a pointer passes, and once. */}
      <div role="status" aria-live={at && (!at.byKeys || at.of !== canvas) ? 'off' : 'polite'}>
        {pixel !== null && words && (
          <ReadOut pixel={pixel} width={width}>
            {words}
          </ReadOut>
        )}
      </div>
    </div>
  );
}
