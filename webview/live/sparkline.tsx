import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../src/runs/run';
import type { LossRecord } from '../../src/shared/lossRecord';
import { useCanvas } from '../charts/canvas';
import { decimated, type Point } from '../charts/decimation';
import { canvasColorOf, themeColor } from '../charts/palette';
import { smoothedLoss } from '../charts/smoothing';
import { stepsWithRoom } from '../charts/stepAxis';
import { latestLoss } from '../text/latestLoss';
import { plain } from '../text/format';
import { nameOf } from '../text/runNames';
import { seriesVersion, settings } from '../host/state';
import { ticksTo, topOf } from './axis';

const left = 26;
const margin = 4;

/** The loss of one run, small: raw and smoothed, the y axis from 0. */
export function Sparkline({ run, series }: { run: RunSummary; series: LossRecord }) {
  const { canvas } = useCanvas(
    (context, { width, height }) => {
      const last = Math.max(1, stepsWithRoom(run, series.loss.length) - 1);
      const view = { first: 0, last, columns: Math.max(1, width - left - margin), logX: false, logY: false };
      const raw = decimated(series, series.loss, view).line;
      const top = topOf(raw);
      const x = (step: number) => left + (step / last) * (width - left - margin);
      const y = (loss: number) => margin + (1 - loss / top) * (height - 2 * margin);
      drawAxis(context, top, y, width);
      const stroke = (points: Point[], opacity: number, lineWidth: number) => {
        context.globalAlpha = opacity;
        context.strokeStyle = canvasColorOf(run);
        context.lineWidth = lineWidth;
        context.lineJoin = 'round';
        context.beginPath();
        let pen = false;
        for (const point of points) {
          if (Number.isNaN(point.y)) pen = false;
          else {
            if (pen) context.lineTo(x(point.x), y(point.y));
            else context.moveTo(x(point.x), y(point.y));
            pen = true;
          }
        }
        context.stroke();
      };
      stroke(raw, 0.35, 1);
      // A mean of what an overview holds is not that of the run.
      if (series.isOverview) return;
      const mean = smoothedLoss(series, settings.value.smoothing);
      stroke(decimated(mean, mean.values, view).line, 1, 1.6);
    },
    [seriesVersion.value, series, run.state, run.color],
  );
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`${l10n.t('Loss of {0}', nameOf(run))}: ${latestLoss(run, settings.value.smoothing).value}`}
    />
  );
}

function drawAxis(context: CanvasRenderingContext2D, top: number, y: (loss: number) => number, width: number): void {
  context.fillStyle = themeColor('--dim');
  context.strokeStyle = themeColor('--grid');
  context.font = `10px ${themeColor('--mono')}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const value of ticksTo(top)) {
    context.fillText(plain(value, 2), left - 5, y(value));
    context.beginPath();
    context.moveTo(left, y(value));
    context.lineTo(width - margin, y(value));
    context.stroke();
  }
}
