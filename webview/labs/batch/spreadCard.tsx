import * as l10n from '@vscode/l10n';
import { trainingSamples } from '../../../src/data/mnistShape';
import { themeColor } from '../../charts/palette';
import type { PlotLine } from '../../charts/plot';
import { PlotView } from '../../charts/plotView';
import { Card } from '../../components/card';
import { Formula } from '../../components/formula';
import { count, significant } from '../../text/format';
import finitePopulation from '../../formulas/finitePopulation.tex';
import standardError from '../../formulas/standardError.tex';
import { version, type DrawnLosses } from './drawing';
import { momentsOf, tellApart } from './histogram';
import { SizeMark, sizeName } from './sizeMark';

/**
 * The standard error that theory has: σ/√B; without replacement, less by what a batch already holds of the whole
 * (the finite population correction).
 */
export const expectedSpread = (spread: number, size: number, replace: boolean) =>
  (spread / Math.sqrt(size)) * (replace ? 1 : Math.sqrt((trainingSamples - size) / (trainingSamples - 1)));

const points = 80;

/** The yardstick from `low` to `high`: straight on these axes with replacement, bending down without. */
function yardstick(spread: number, low: number, high: number, replace: boolean): PlotLine {
  const ratio = Math.log(high / low);
  const line = Array.from({ length: points + 1 }, (_, i) => {
    const x = low * Math.exp((ratio * i) / points);
    return { x, y: expectedSpread(spread, x, replace) };
  });
  return {
    // No logarithm has a place for the zero at B = N.
    points: line.filter(({ y }) => y > 0),
    color: themeColor('--dim'),
    width: 1.5,
    dashed: replace,
  };
}

/** The standard error of every batch size, beside the yardstick 1/√B. */
export function SpreadCard({ drawn }: { drawn: DrawnLosses }) {
  const { plan, losses, spread } = drawn;
  const { replacement, sizes } = plan;
  const rows = plan.series.map((series, i) => ({ ...series, ...momentsOf(losses[i]) }));
  const low = Math.min(...sizes) / 2;
  const high = Math.min(Math.max(...sizes) * 2, replacement === 'with' ? Infinity : trainingSamples);
  const ways = [true, false].filter((replace) => plan.series.some((series) => series.replace === replace));
  const way = (replace: boolean) => (replace ? l10n.t('with replacement') : l10n.t('without replacement'));
  return (
    <Card
      class="spread-card"
      title={l10n.t('Standard error against batch size')}
      hint={l10n.t('It falls as 1/√B: ten times steadier costs a hundred times the work.')}
    >
      <PlotView
        version={version.value}
        label={l10n.t(
          'The standard deviation of mini-batch losses: {0}',
          rows
            .map(({ size, replace, deviation }) => `${sizeName(size)}, ${way(replace)}: ${significant(deviation, 3)}`)
            .join('; '),
        )}
        picture={() => {
          const least = expectedSpread(spread, Math.max(...sizes), true);
          const seen = rows.map(({ deviation }) => deviation).filter((deviation) => deviation > least / 100);
          return {
            lines: [
              ...rows.map(({ size, deviation, color, replace }) => ({
                points: [{ x: size, y: deviation }],
                color: themeColor(color),
                width: 0,
                dots: 5,
                hollow: !replace,
                scattered: true,
              })),
              ...ways.map((replace) => yardstick(spread, low, high, replace)),
            ],
            notes: [],
            x: { min: low, max: high, log: true, title: 'B' },
            y: {
              min: (Math.min(...seen, least) || 1e-9) / 2,
              max: (Math.max(...seen, expectedSpread(spread, low, true)) || 1) * 1.3,
              log: true,
              title: l10n.t('standard error'),
            },
          };
        }}
      />
      <div class="yardsticks">
        {ways.map((replace) => (
          <span key={String(replace)} class={replace ? 'yardstick dashed' : 'yardstick'}>
            <Formula mathml={replace ? standardError : finitePopulation} />
            {ways.length > 1 && <span class="dim">{way(replace)}</span>}
          </span>
        ))}
      </div>
      <table class="spreads">
        <thead>
          <tr>
            <td colSpan={2} />
            <th scope="colgroup" colSpan={2}>
              {l10n.t('standard error')}
            </th>
          </tr>
          <tr>
            <th scope="col">B</th>
            <th scope="col">{l10n.t('mean loss')}</th>
            <th scope="col">{l10n.t('drawn')}</th>
            <th scope="col" title={l10n.t('What theory expects from the spread of single samples')}>
              {l10n.t('expected')}
            </th>
          </tr>
        </thead>
        <tbody class="mono">
          {rows.map(({ size, replace, color, mean, deviation }) => (
            <tr key={`${size} ${replace}`} title={way(replace)}>
              <th scope="row">
                <SizeMark color={color} replace={replace} /> {count(size)}
                <span class="visually-hidden"> {way(replace)}</span>
              </th>
              <td>{tellApart(mean, deviation / 10)}</td>
              <td>{significant(deviation, 3)}</td>
              <td>{significant(expectedSpread(spread, size, replace), 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.some(({ size, replace }) => size === trainingSamples && !replace) && (
        <p class="dim">
          {l10n.t('All 60,000 without replacement are always the same: nothing scatters but rounding.')}
        </p>
      )}
    </Card>
  );
}
