import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunSummary } from '../../../src/runs/run';
import { useCanvas } from '../../charts/canvas';
import { keyedCanvas } from '../../charts/keyedCanvas';
import { canvasColorOf } from '../../charts/palette';
import { ReadOut } from '../../charts/readOut';
import { count, significant } from '../../text/format';
import { valueAt } from './contours';
import { drawLandscape, frameOf, placeOf, type Relief } from './landscapePicture';

interface LandscapeViewProps {
  relief: Relief;
  /** Whose path it shows. */
  run: RunSummary;
  /** What the picture says, for those who cannot see it. */
  label: string;
  /** Of both axes. */
  titles: readonly string[];
}

/** How far an arrow goes, of the picture's width; with Shift, five times as far. */
const keyStep = 1 / 40;
/** Pixels within which a point of the path is under the pointer. */
const near = 9;

const arrows: Partial<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const clamped = (share: number) => Math.min(1, Math.max(0, share));
const ends = (axis: Float64Array) => [axis[0], axis[axis.length - 1]];

/** The picture of a landscape, read under the pointer or, with the keyboard, under a cross. */
export function LandscapeView({ relief, run, label, titles }: LandscapeViewProps) {
  const { canvas, surface } = useCanvas(
    (context, size) => drawLandscape(context, size, relief, titles, canvasColorOf(run)),
    [relief, titles.join(), run.color],
  );
  /** In fractions of the axes. */
  const cursor = useSignal<{ x: number; y: number } | null>(null);
  useEffect(() => {
    cursor.value = null;
  }, [relief]);

  const { alpha, beta, path } = relief.landscape;
  const [[alpha0, alpha1], [beta0, beta1]] = [ends(alpha), ends(beta)];
  const move = ({ offsetX, offsetY }: PointerEvent) => {
    const { left, top, width, height } = frameOf(surface.value);
    const [x, y] = [(offsetX - left) / width, 1 - (offsetY - top) / height];
    cursor.value = x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null;
  };
  const key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') cursor.value = null;
    const by = arrows[event.key];
    if (!by) return;
    event.preventDefault();
    // From the end of the run, which is what the picture is around.
    const from = cursor.value ?? { x: -alpha0 / (alpha1 - alpha0), y: -beta0 / (beta1 - beta0) };
    const step = keyStep * (event.shiftKey ? 5 : 1);
    cursor.value = { x: clamped(from.x + by[0] * step), y: clamped(from.y + by[1] * step) };
  };

  const at = cursor.value;
  const frame = frameOf(surface.value);
  const here = at && { a: alpha0 + at.x * (alpha1 - alpha0), b: beta0 + at.y * (beta1 - beta0) };
  const [px, py] = here ? placeOf(relief, frame, here.a, here.b) : [0, 0];
  const loss = at ? Math.exp(valueAt(relief.grid, at.x, at.y)) : NaN;
  const passed = here
    ? path.steps.findIndex((_, i) => {
        const [x, y] = placeOf(relief, frame, path.alpha[i], path.beta[i]);
        return Math.hypot(x - px, y - py) < near;
      })
    : -1;
  return (
    <div class="chart landscape-chart">
      <canvas
        ref={canvas}
        {...keyedCanvas(label, 'ArrowLeft ArrowRight ArrowUp ArrowDown')}
        onPointerMove={move}
        onPointerLeave={() => (cursor.value = null)}
        onKeyDown={key}
        onBlur={() => (cursor.value = null)}
      />
      {here && (
        <>
          <span class="cross" style={{ left: `${px}px`, top: `${frame.top}px`, height: `${frame.height}px` }} />
          <span class="cross" style={{ left: `${frame.left}px`, top: `${py}px`, width: `${frame.width}px` }} />
          <div role="status">
            <ReadOut pixel={px} width={surface.value.width}>
              <table>
                <tbody>
                  <tr>
                    <td>{l10n.t('loss')}</td>
                    <td>{significant(loss)}</td>
                  </tr>
                  <tr class="dim">
                    <td>{l10n.t('at')}</td>
                    <td>
                      {significant(here.a, 3)}, {significant(here.b, 3)}
                    </td>
                  </tr>
                  {passed >= 0 && (
                    <tr>
                      <td>{l10n.t('path')}</td>
                      <td>{l10n.t('step {0}', count(path.steps[passed]))}</td>
                    </tr>
                  )}
                </tbody>
              </table>
            </ReadOut>
          </div>
        </>
      )}
    </div>
  );
}
