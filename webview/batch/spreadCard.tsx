import * as l10n from '@vscode/l10n';
import { themeColor } from '../charts/palette';
import { PlotView } from '../charts/plotView';
import { Card } from '../components/card';
import { significant } from '../format';
import { version, type Drawn } from './drawing';
import { momentsOf } from './histogram';
import { sizeColor } from './lossesCard';

const samples = 60_000;

/** σ/√B; without replacement, less by what a batch already holds of the whole. */
const expected = (spread: number, size: number, replace: boolean) =>
  (spread / Math.sqrt(size)) * (replace ? 1 : Math.sqrt((samples - size) / (samples - 1)));

/** The standard error of every batch size, beside the yardstick 1/√B. */
export function SpreadCard({ drawn, visible }: { drawn: Drawn; visible: boolean }) {
  const { plan, losses, spread } = drawn;
  const rows = plan.sizes.map((size, i) => ({ size, color: sizeColor(i), ...momentsOf(losses[i]) }));
  const low = Math.min(...plan.sizes) / 2;
  const high = Math.max(...plan.sizes) * 2;
  return (
    <Card
      class="spread-card"
      title={l10n.t('Spread against batch size')}
      hint={l10n.t('It falls as 1/√B: ten times steadier costs a hundred times the work.')}
    >
      <PlotView
        visible={visible}
        version={version.value}
        label={l10n.t(
          'The standard deviation of mini-batch losses: {0}',
          rows.map(({ size, deviation }) => `B = ${size}: ${significant(deviation, 3)}`).join('; '),
        )}
        picture={() => {
          const heights = rows.map(({ deviation }) => deviation).filter((deviation) => deviation > 0);
          const ends = [spread / Math.sqrt(low), spread / Math.sqrt(high)];
          const least = Math.min(...heights, ends[1]) || 1e-9;
          const most = Math.max(...heights, ends[0]) || 1;
          return {
            lines: [
              ...rows.map(({ size, deviation, color }) => ({
                points: [{ x: size, y: deviation }],
                color: themeColor(color),
                width: 0,
                dots: 5,
                scattered: true,
              })),
              {
                points: [
                  { x: low, y: ends[0] },
                  { x: high, y: ends[1] },
                ],
                color: themeColor('--dim'),
                width: 1.5,
                dashed: true,
              },
            ],
            notes: [],
            x: { min: low, max: high, log: true, title: 'B' },
            y: { min: least / 1.6, max: most * 1.3, log: true, title: '' },
          };
        }}
      />
      <table class="spreads">
        <thead>
          <tr>
            <th scope="col">B</th>
            <th scope="col">{l10n.t('mean')}</th>
            <th scope="col">{l10n.t('spread')}</th>
            <th scope="col" title={l10n.t('What theory expects from the spread of single samples')}>
              σ/√B
            </th>
          </tr>
        </thead>
        <tbody class="mono">
          {rows.map(({ size, color, mean, deviation }) => (
            <tr key={size}>
              <th scope="row">
                <span class="dot" style={{ background: `var(${color})` }} /> {size}
              </th>
              <td>{significant(mean)}</td>
              <td>{significant(deviation, 3)}</td>
              <td>{significant(expected(spread, size, plan.replace), 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
