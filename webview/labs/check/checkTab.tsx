import * as l10n from '@vscode/l10n';
import { useEffect } from 'preact/hooks';
import { Card } from '../../components/card';
import { Notice } from '../../components/notice';
import { Progress } from '../../components/progress';
import type { Experiment } from '../../../src/runs/experiment/experiment';
import { count, significant, time } from '../../text/format';
import { experiment } from '../../host/state';
import { onVisit } from '../../host/visit';
import { check, checked, checking, comeBack, costOf, stopChecking, wanted } from './checking';
import { mistakesOf } from './mistakes';
import { PicturesCard } from './picturesCard';
import { BreakRow } from './breakRow';
import { differencesOf, power } from './verdict';
import { TimesCard, VerdictCard } from './verdictCards';
import './check.css';

const isSame = (one: Experiment, other: Experiment) => JSON.stringify(one) === JSON.stringify(other);

/** The network, the batch and the differences that are checked, in words. */
function Subject({ of }: { of: Experiment }) {
  const { network, batch, seed, loss } = of;
  const { parameters, seconds } = costOf(of);
  const { h, method } = differencesOf({ experiment: of });
  const what = [
    [784, ...network.hidden, 10].join('–'),
    // Without a hidden layer there is nothing to activate.
    ...(network.hidden.length > 0 ? [network.activation] : []),
    loss === 'sumSquares' ? l10n.t('sum of squares') : l10n.t('cross-entropy'),
  ].join(', ');
  return (
    <p class="dim">
      {isSame(of, experiment.value)
        ? l10n.t(
            '{0}; {1} samples; seed {2}: the first step of the experiment on the Train tab, in float64.',
            what,
            count(batch.size),
            seed,
          )
        : l10n.t(
            '{0}; {1} samples; seed {2}: the first step of the experiment checked before, in float64. Check takes the one that is on the Train tab now.',
            what,
            count(batch.size),
            seed,
          )}{' '}
      {method === 'central'
        ? l10n.t('Numerical: the central difference with h = {0}.', power(h))
        : l10n.t('Numerical: the forward difference with h = {0}.', power(h))}{' '}
      {checked.value?.experiment === of
        ? l10n.t('Its loss is {0}.', significant(checked.value.result.loss, 6))
        : l10n.t('The numerical gradient of {0} parameters takes about {1}.', count(parameters), time(seconds))}
    </p>
  );
}

onVisit('mistake', (mistake) => void check(experiment.peek(), mistake));

/** Numerical gradients of every parameter beside backpropagation's. */
export function CheckTab() {
  const shown = checked.value;
  const underWay = checking.underWay.value;
  const isChecking = underWay !== null;
  const failure = checking.failure.value?.message;
  const start = () => {
    const next = experiment.value;
    // What cannot be got wrong in it is right.
    const isThere = mistakesOf(next).some(([mistake]) => mistake === wanted.value);
    void check(next, isThere ? wanted.value : null);
  };
  useEffect(() => void comeBack(experiment.value), []);
  return (
    <div class="cards check-tab">
      <Card
        title={l10n.t('Gradient check')}
        tools={
          isChecking ? (
            <button type="button" class="button" onClick={stopChecking}>
              {l10n.t('Stop')}
            </button>
          ) : (
            <button type="button" class="button" onClick={start}>
              {l10n.t('Check')}
            </button>
          )
        }
      >
        <Subject of={underWay ?? shown?.experiment ?? experiment.value} />
        {shown && (
          <BreakRow
            mistake={wanted.value}
            experiment={shown.experiment}
            onBreak={(mistake) => void check(shown.experiment, mistake)}
          />
        )}
        {isChecking && shown && (
          <p class="dim" role="status">
            {l10n.t('What stands below is of the check before.')}
          </p>
        )}
        {isChecking && <Progress label={l10n.t('Gradient check')} done={checking.fraction.value ?? 0} />}
      </Card>
      {failure && <Notice>{failure}</Notice>}
      {shown && (
        <div class={isChecking ? 'check-body stale' : 'check-body'} aria-disabled={isChecking}>
          <PicturesCard checked={shown} />
          <div class="side">
            <VerdictCard {...shown} />
            <TimesCard result={shown.result} />
          </div>
        </div>
      )}
      {!shown && !failure && (
        <p class="empty">
          {isChecking
            ? l10n.t('Moving every parameter back and forth, and taking the loss each time …')
            : l10n.t('Nothing is checked yet.')}
        </p>
      )}
    </div>
  );
}
