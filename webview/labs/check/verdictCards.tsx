import * as l10n from '@vscode/l10n';
import { layerVerdict, type GradientCheckResult, type LayerVerdict } from '../../../src/engine';
import { Card } from '../../components/card';
import { count, significant, time } from '../../text/format';
import type { Checked } from './checking';
import { stepSentence, untoldSentence, verdictOf, withDelta, type Verdict } from './verdict';

const error = (value: number) => significant(value, 2);

const titles: Record<Verdict, string> = {
  right: l10n.t('✓ Backpropagation is right'),
  wrong: l10n.t('✗ Backpropagation is wrong'),
  float32: l10n.t('✗ float32 cannot tell'),
  step: l10n.t('✗ This h cannot tell'),
  untold: l10n.t('– Not everything could be compared'),
};

/** How a verdict looks: of what nothing is said, neither right nor wrong. */
const looks: Record<LayerVerdict, { mark: string; look?: string }> = {
  right: { mark: '✓', look: 'passes' },
  wrong: { mark: '✗', look: 'failed' },
  untold: { mark: '–' },
};
const titleLook = (verdict: Verdict) => looks[verdict === 'float32' || verdict === 'step' ? 'wrong' : verdict].look;

/** Per parameter: how far the two gradients are apart, and whether that is right. */
export function VerdictCard(checked: Checked) {
  const { result } = checked;
  const verdict = verdictOf(checked);
  const step = stepSentence(checked);
  const untold = untoldSentence(checked);
  const left = withDelta(checked);
  const kinks = result.layers.reduce((sum, layer) => sum + layer.kinks, 0);
  return (
    <Card
      class="verdict-card"
      title={
        <span class={titleLook(verdict)} role="status">
          {titles[verdict]}
        </span>
      }
      hint={l10n.t('Right is |a − n| ≤ 1e-5 + 1e-3·|n|, as torch.autograd.gradcheck has it.')}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{l10n.t('parameter')}</th>
            <th scope="col">{l10n.t('max |a − n|')}</th>
            <th scope="col">{l10n.t('relative')}</th>
            <th scope="col">
              <span class="visually-hidden">{l10n.t('verdict')}</span>
            </th>
          </tr>
        </thead>
        <tbody class="mono">
          {result.layers
            .map((layer) => ({ ...layer, ...looks[layerVerdict(layer)] }))
            .map((layer) => (
              <tr key={layer.name} title={l10n.t('largest at [{0}]', layer.worstAt.join(', '))}>
                <th scope="row">
                  {layer.name} <span class="dim">{layer.shape.join('×')}</span>
                </th>
                <td>{error(layer.maxAbsoluteError)}</td>
                <td>{error(layer.maxRelativeError)}</td>
                <td class={layer.look}>{layer.mark}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {step && <p class="dim">{step}</p>}
      {left !== null && (
        <p class="dim">
          {l10n.t(
            'Training takes y − t, without the δ = 1e-7 of −log(y + δ), which counts where y is near 0: that is the difference above. The verdict is about what is left with δ in both, {0}.',
            error(left),
          )}
        </p>
      )}
      {untold && <p>{untold}</p>}
      {kinks > 0 && (
        <p class="dim">
          {l10n.t('{0} elements are left out: the step takes a ReLU unit over its kink at 0.', count(kinks))}
        </p>
      )}
    </Card>
  );
}

/** What each gradient took, and what the book's loop would have. */
export function TimesCard({ result: { seconds, passes } }: { result: GradientCheckResult }) {
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t('backpropagation'), time(seconds.backprop)],
    [l10n.t('numerical, here'), time(seconds.numerical)],
    [l10n.t('numerical, the book’s loop'), l10n.t('about {0}', time(passes * seconds.pass))],
  ];
  return (
    <Card class="times-card" title={l10n.t('What it took')}>
      <table>
        <tbody>
          {rows.map(([name, words]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="mono">{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="dim">
        {l10n.t(
          'The loop is not run but reckoned: {0} forward passes of the batch, of which one takes {1} here.',
          count(passes),
          time(seconds.pass),
        )}{' '}
        {l10n.t('In NumPy, whose matrix product is faster, it is 20 to 30 s for 784–50–10 and 100 samples.')}
      </p>
    </Card>
  );
}
