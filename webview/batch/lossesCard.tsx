import * as l10n from '@vscode/l10n';
import { themeColor } from '../charts/palette';
import { PlotView } from '../charts/plotView';
import { Card } from '../components/card';
import { count, significant } from '../format';
import { version, type Drawn } from './drawing';
import { densityOf, momentsOf, rangeOf } from './histogram';

/** By its place in the list; a batch size keeps its colour on every card. */
export const sizeColor = (i: number) => `--s${(i % 8) + 1}`;

/** How the losses of mini-batches scatter around the loss of all, one histogram a batch size. */
export function LossesCard({ drawn, visible }: { drawn: Drawn; visible: boolean }) {
  const { plan, losses, all } = drawn;
  const words = plan.sizes.map((size, i) => {
    const { mean, deviation } = momentsOf(losses[i]);
    return `B = ${size}: ${significant(mean)} ± ${significant(deviation, 2)}`;
  });
  const done = losses.at(-1)?.length ?? 0;
  return (
    <Card
      class="losses-card"
      title={l10n.t('The loss of a mini-batch estimates the loss of all 60,000')}
      hint={
        plan.replace
          ? l10n.t('{0} draws each, with replacement; the dashed line is the loss over all of them.', count(done))
          : l10n.t('{0} draws each, without replacement; the dashed line is the loss over all of them.', count(done))
      }
      tools={plan.sizes.map((size, i) => (
        <span key={size} class="chip">
          <span class="dot" style={{ background: `var(${sizeColor(i)})` }} />B = {size}
        </span>
      ))}
    >
      <PlotView
        visible={visible}
        version={version.value}
        label={l10n.t('Histograms of mini-batch losses around {0}: {1}', significant(all), words.join('; '))}
        picture={() => {
          const range = rangeOf(losses);
          const densities = losses.map((values) => densityOf(values, range));
          const top = Math.max(...densities.flat().map(({ y }) => y), Number.MIN_VALUE);
          return {
            lines: densities
              .map((points, i) => ({ points, color: themeColor(sizeColor(i)), width: 1, columns: true }))
              .reverse(),
            notes: [{ x: all, text: significant(all), color: themeColor('--strong') }],
            x: { min: range[0], max: range[1], title: l10n.t('mini-batch loss'), tick: tidy },
            y: { min: 0, max: top * 1.1, title: '', tick: tidy },
          };
        }}
      />
    </Card>
  );
}

const tidy = (value: number) => String(Number(value.toPrecision(3)));
