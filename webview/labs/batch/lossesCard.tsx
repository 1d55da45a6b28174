import * as l10n from '@vscode/l10n';
import type { Point } from '../../charts/decimation';
import { themeColor } from '../../charts/palette';
import type { Note } from '../../charts/plot';
import { PlotView } from '../../charts/plotView';
import { typedNumber } from '../../../src/functions/typedNumber';
import { Card } from '../../components/card';
import { count, plain, significant } from '../../text/format';
import { version, type DrawnLosses } from './drawing';
import type { Replacement, Series } from './fields';
import { binsOf, densityOf, momentsOf, rangeOf, tellApart } from './histogram';
import { SizeMark, sizeName } from './sizeMark';

function hint(replacement: Replacement, draws: string): string {
  switch (replacement) {
    case 'with':
      return l10n.t('{0} draws each, with replacement; the dashed line is the loss over all of them.', draws);
    case 'without':
      return l10n.t('{0} draws each, without replacement; the dashed line is the loss over all of them.', draws);
    case 'both':
      return l10n.t(
        '{0} draws each: filled with replacement, outlined without; the dashed line is the loss over all of them.',
        draws,
      );
  }
}

/** The name of a histogram over its highest column. */
function nameOver(points: readonly Point[], { size, color }: Series): Note {
  const highest = points.reduce((most, point, i) => (point.y > points[most].y ? i : most), 0);
  const next = points[Math.min(highest + 1, points.length - 1)];
  const x = (points[highest].x + next.x) / 2;
  return { x, y: points[highest].y, text: sizeName(size), color: themeColor(color), centred: true, above: true };
}

/** How the losses of mini-batches scatter around the loss of all, one histogram a batch size. */
export function LossesCard({ drawn }: { drawn: DrawnLosses }) {
  const { plan, losses, all } = drawn;
  const { series, replacement, draws } = plan;
  const words = series.map(({ size, replace }, i) => {
    const { mean, deviation } = momentsOf(losses[i]);
    const way = replace ? l10n.t('with replacement') : l10n.t('without replacement');
    return `${sizeName(size)}, ${way}: ${tellApart(mean, deviation / 10)} ± ${significant(deviation, 2)}`;
  });
  return (
    <Card
      class="losses-card"
      title={l10n.t('The loss of a mini-batch estimates the loss of all 60,000')}
      hint={hint(replacement, count(Math.min(...losses.map(({ length }) => length))))}
      tools={plan.sizes.map((size, i) => (
        <span key={size} class="chip">
          <SizeMark color={`--s${i + 1}`} replace={replacement !== 'without'} />
          {sizeName(size)}
        </span>
      ))}
    >
      <PlotView
        version={version.value}
        label={l10n.t('Histograms of mini-batch losses around {0}: {1}', significant(all), words.join('; '))}
        picture={() => {
          const range = rangeOf(losses);
          const bins = binsOf(draws);
          const width = (range[1] - range[0]) / bins;
          const densities = losses.map((values) => densityOf(values, range, bins));
          const top = Math.max(...densities.flat().map(({ y }) => y), Number.MIN_VALUE);
          const named = series.flatMap((one, i) =>
            replacement === 'both' && !one.replace ? [] : [nameOver(densities[i], one)],
          );
          return {
            lines: series
              .map(({ color, replace }, i) => ({
                points: densities[i],
                color: themeColor(color),
                width: replace ? 1 : 1.75,
                dashed: replacement === 'both' && !replace,
                columns: replace || replacement === 'without' ? true : ('outlined' as const),
              }))
              .reverse(),
            notes: [{ x: all, text: tellApart(all, width), color: themeColor('--strong') }, ...named],
            x: {
              min: range[0],
              max: range[1],
              title: l10n.t('mini-batch loss'),
              tick: (value) => plain(typedNumber(tellApart(value, (range[1] - range[0]) / 10))),
            },
            y: {
              min: 0,
              max: top * 1.15,
              title: l10n.t('density of the draws'),
              tick: (value) => plain(value, 3),
            },
          };
        }}
      />
    </Card>
  );
}
