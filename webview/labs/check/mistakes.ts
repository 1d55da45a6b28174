import * as l10n from '@vscode/l10n';
import type { Mistake } from '../../../src/engine';
import type { Experiment } from '../../../src/runs/experiment/experiment';

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

/** Whether there is a mean to forget: of one sample, or of a sum, there is none. */
const hasMean = ({ batch, loss }: Experiment) =>
  batch.size > 1 && (typeof loss === 'string' || loss.reduction === 'mean');

const meanMistake: readonly Row[] = [
  [
    'missingMean',
    l10n.t('no 1/N'),
    l10n.t(
      'The mean over the batch forgotten: each on its own scale, the pictures look the same, yet every number is N times too large, as if the learning rate were.',
    ),
  ],
];

/** What can be got wrong in the backpropagation of an experiment. */
export function mistakesOf(experiment: Experiment): readonly Row[] {
  return [
    [null, l10n.t('as it is'), ''],
    [
      'wrongSign',
      l10n.t('wrong sign'),
      l10n.t('t − y for y − t: every gradient points the wrong way, and the loss would climb.'),
    ],
    ...(hasMean(experiment) ? meanMistake : []),
    ...activationMistakes(experiment.network),
    [
      'float32',
      'float32',
      l10n.t(
        'The losses of each difference held in float32, which has seven digits: a small step changes only what is behind them. So gradients are checked in float64.',
      ),
    ],
  ];
}
