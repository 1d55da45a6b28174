import * as l10n from '@vscode/l10n';
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Card } from '../components/card';
import { significant } from '../format';
import { checking, experiment, visit } from '../state';
import { check, checked, failure, isChecking, stopChecking } from './checking';
import { PicturesCard } from './picturesCard';
import { BreakCard, TimesCard, VerdictCard } from './verdictCards';
import './check.css';

/** The network and the batch that are checked, in words. */
function Subject() {
  const { network, batch, seed } = checked.value?.experiment ?? experiment.value;
  const sizes = [784, ...network.hidden, 10].join('–');
  return (
    <p class="dim">
      {l10n.t(
        '{0}, {1}; {2} samples; seed {3}: the first step of the experiment on the Train tab, in float64.',
        sizes,
        network.activation,
        batch.size,
        seed,
      )}
      {checked.value && ` ${l10n.t('Its loss is {0}.', significant(checked.value.result.loss, 6))}`}
    </p>
  );
}

/** Numerical gradients of every parameter beside backpropagation's. */
export function CheckTab({ visible }: { visible: boolean }) {
  const shown = checked.value;
  const start = () => void check(experiment.value, shown?.mistake ?? null);
  useEffect(() => {
    // Whoever comes here for the first time sees a check, not a button.
    if (visible && !checked.value && !isChecking.value && !failure.value) start();
  }, [visible]);
  useSignalEffect(() => {
    if (visit.value?.mistake) void check(experiment.peek(), visit.value.mistake);
  });
  const isOld = shown && JSON.stringify(shown.experiment) !== JSON.stringify(experiment.value);
  return (
    <div class="check-tab">
      <Card
        title={l10n.t('Gradient check')}
        tools={
          isChecking.value ? (
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
        <Subject />
        {isOld && <p class="dim">{l10n.t('The experiment has changed since: check again.')}</p>}
        {isChecking.value && (
          <div
            class="bar"
            role="progressbar"
            aria-label={l10n.t('Gradient check')}
            aria-valuenow={Math.round(100 * (checking.value ?? 0))}
          >
            <div style={{ width: `${100 * (checking.value ?? 0)}%` }} />
          </div>
        )}
      </Card>
      {failure.value && (
        <div class="notice bad" role="alert">
          {failure.value}
        </div>
      )}
      {shown && (
        <div class="check-body">
          <PicturesCard checked={shown} />
          <div class="side">
            <VerdictCard result={shown.result} />
            <TimesCard result={shown.result} />
            <BreakCard mistake={shown.mistake} onBreak={(mistake) => void check(shown.experiment, mistake)} />
          </div>
        </div>
      )}
    </div>
  );
}
