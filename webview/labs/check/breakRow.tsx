import * as l10n from '@vscode/l10n';
import type { Mistake } from '../../../src/engine';
import type { Experiment } from '../../../src/runs/experiment';
import { Chip } from '../../components/chip';

type Network = Experiment['network'];

/** [mistake, its name, what it does]. */
type Row = readonly [Mistake | null, string, string];

/** Without a hidden layer there is no activation to get wrong. */
const activationMistakes = ({ hidden, activation }: Network): readonly Row[] =>
  hidden.length === 0
    ? []
    : [
        [
          'otherActivation',
          activation === 'relu'
            ? l10n.t('σ′ for ReLU′')
            : activation === 'sigmoid'
              ? l10n.t('ReLU′ for σ′')
              : l10n.t('ReLU′ for tanh′'),
          l10n.t('The derivative of another activation: the last layer is still right, all before it is not.'),
        ],
      ];

function mistakesOf(network: Network): readonly Row[] {
  return [
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
        'The mean over the batch forgotten: each on its own scale, the pictures look the same, yet every number is N times too large, as if the learning rate were.',
      ),
    ],
    ...activationMistakes(network),
    [
      'float32',
      'float32',
      l10n.t(
        'The losses of each difference held in float32, which has seven digits: a small step changes only what is behind them. So gradients are checked in float64.',
      ),
    ],
  ];
}

interface BreakRowProps {
  mistake: Mistake | null;
  network: Network;
  onBreak: (mistake: Mistake | null) => void;
}

/** Mistakes to put into backpropagation, to see what a failing check looks like; what one does is said under them. */
export function BreakRow({ mistake, network, onBreak }: BreakRowProps) {
  const mistakes = mistakesOf(network);
  const words = mistakes.find(([name]) => name === mistake)?.[2];
  return (
    <>
      <div class="break-row">
        <span>{l10n.t('Break it on purpose')}</span>
        <div class="examples" role="group" aria-label={l10n.t('Break it on purpose')}>
          {mistakes.map(([name, title]) => (
            <Chip key={title} pressed={name === mistake} onClick={() => onBreak(name)}>
              {title}
            </Chip>
          ))}
        </div>
      </div>
      {words && <p class="regime">{words}</p>}
    </>
  );
}
