import * as l10n from '@vscode/l10n';
import type { GradientCheckResult, Mistake } from '../../src/engine';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { count, duration } from '../format';
import type { Checked } from './checking';

const error = (value: number) => (value === 0 ? '0' : Number.isFinite(value) ? value.toExponential(1) : String(value));

/** Per parameter: how far the two gradients are apart, and whether that is right. */
export function VerdictCard({ result }: Pick<Checked, 'result'>) {
  const passes = result.layers.every((layer) => layer.passes);
  const kinks = result.layers.reduce((sum, layer) => sum + layer.kinks, 0);
  return (
    <Card
      class="verdict-card"
      title={
        <span class={passes ? 'passes' : 'failed'} role="status">
          {passes ? l10n.t('✓ Backpropagation is right') : l10n.t('✗ Backpropagation is wrong')}
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
          {result.layers.map((layer) => (
            <tr key={layer.name} title={l10n.t('largest at [{0}]', layer.worstAt.join(', '))}>
              <th scope="row">
                {layer.name} <span class="dim">{layer.shape.join('×')}</span>
              </th>
              <td>{error(layer.maxAbsoluteError)}</td>
              <td>{error(layer.maxRelativeError)}</td>
              <td class={layer.passes ? 'passes' : 'failed'}>{layer.passes ? '✓' : '✗'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {kinks > 0 && (
        <p class="dim">
          {l10n.t('{0} elements are left out: the step takes a ReLU unit over its kink at 0.', count(kinks))}
        </p>
      )}
    </Card>
  );
}

/** What each gradient took, and what the book's loop would have. */
export function TimesCard({ result: { seconds, layers } }: { result: GradientCheckResult }) {
  const parameters = layers.reduce((sum, { numerical }) => sum + numerical.length, 0);
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t('backpropagation'), time(seconds.backprop)],
    [l10n.t('numerical, here'), time(seconds.numerical)],
    [l10n.t('the book’s loop, {0} forward passes', count(2 * parameters)), `≈ ${time(seconds.naive)}`],
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
    </Card>
  );
}

const time = (seconds: number) => (seconds < 1 ? `${(seconds * 1000).toPrecision(2)} ms` : duration(seconds));

const mistakes: readonly (readonly [Mistake | null, string, string])[] = [
  [null, l10n.t('as it is'), ''],
  [
    'wrongSign',
    l10n.t('wrong sign'),
    l10n.t('t − y for y − t: every gradient points the wrong way, and the loss would climb.'),
  ],
  [
    'missingMean',
    l10n.t('no 1/N'),
    l10n.t(
      'The mean over the batch forgotten: the pictures look alike, yet every number is N times too large, as if the learning rate were.',
    ),
  ],
  [
    'otherActivation',
    l10n.t('other activation'),
    l10n.t(
      'The derivative of another activation (sigmoid’s for ReLU, ReLU’s for sigmoid): the last layer is still right, all before it is not.',
    ),
  ],
];

interface BreakCardProps {
  mistake: Mistake | null;
  onBreak: (mistake: Mistake | null) => void;
}

/** Mistakes to put into backpropagation, to see what a failing check looks like. */
export function BreakCard({ mistake, onBreak }: BreakCardProps) {
  const words = mistakes.find(([name]) => name === mistake)?.[2];
  return (
    <Card
      class="break-card"
      title={l10n.t('Break it on purpose')}
      hint={l10n.t('See what a failing check looks like.')}
    >
      <div class="examples" role="group" aria-label={l10n.t('Break it on purpose')}>
        {mistakes.map(([name, title]) => (
          <Chip key={title} pressed={name === mistake} onClick={() => onBreak(name)}>
            {title}
          </Chip>
        ))}
      </div>
      {words && <p class="regime">{words}</p>}
    </Card>
  );
}
