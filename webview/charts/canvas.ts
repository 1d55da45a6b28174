import { useSignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { forgetFrame, nextFrame } from './frames';
import { themeVersion } from './palette';

/** A canvas' size, in pixels of the style sheet, and how many of the screen's there are to one of them. */
export interface Surface {
  width: number;
  height: number;
  ratio: number;
}

interface Canvas {
  /** For the element. */
  canvas: RefObject<HTMLCanvasElement | null>;
  /** As measured last; 0 × 0 before. */
  surface: Signal<Surface>;
  /** Draws with the next frame: when what is drawn depends on more than the inputs. */
  redraw: () => void;
}

/**
 * A canvas as large as its style makes it: drawn anew with the next frame when its size, the screen's resolution, the theme
 * or one of `inputs` has changed, and for good forgotten with its component.
 *
 * @param draw on an empty canvas, in pixels of the style sheet.
 */
export function useCanvas(
  draw: (context: CanvasRenderingContext2D, surface: Surface) => void,
  inputs: readonly unknown[],
): Canvas {
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useSignal<Surface>({ width: 0, height: 0, ratio: 1 });
  const latest = useRef(draw);
  latest.current = draw;
  const drawNow = useRef(() => {
    const context = canvas.current?.getContext('2d');
    const { width, height, ratio } = surface.peek();
    if (!context || width === 0 || height === 0) return;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (context.canvas.width === across && context.canvas.height === down) context.reset();
    else {
      context.canvas.width = across;
      context.canvas.height = down;
    }
    context.scale(ratio, ratio);
    latest.current(context, surface.peek());
  }).current;
  const redraw = useRef(() => nextFrame(drawNow)).current;

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      const ratio = window.devicePixelRatio;
      const was = surface.peek();
      if (width === was.width && height === was.height && ratio === was.ratio) return;
      surface.value = { width, height, ratio };
      redraw();
    };
    measure();
    // By the screen's own pixels: they change also where another screen has finer ones.
    const observer = new ResizeObserver(measure);
    observer.observe(element, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
      forgetFrame(drawNow);
    };
  }, []);
  const theme = themeVersion.value;
  useEffect(redraw, [theme, ...inputs]);
  return { canvas, surface, redraw };
}
