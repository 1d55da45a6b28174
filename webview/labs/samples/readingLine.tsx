import * as l10n from '@vscode/l10n';
import { Progress } from '../../components/progress';
import { testSamples, trainingSamples } from '../../../src/data/mnistShape';
import { count } from '../../text/format';
import { request } from '../../host/requests';
import { activeRun } from '../../host/state';
import { networkName } from './prediction';
import { readingWords, type Read } from './readingWords';
import { readAll, readingAll, readings } from './readings';

const open = () => void request('open', { tab: 'train' }).catch(() => undefined);

/** How far the network is with reading all the digits. */
export const ReadingProgress = () => (
  <span class="reading-progress">
    <span>{l10n.t('Reading all {0} digits …', count(trainingSamples + testSamples))}</span>
    <Progress label={l10n.t('Reading the digits')} done={readingAll.fraction.value ?? 0} />
    <button type="button" class="link" onClick={() => readingAll.stop()}>
      {l10n.t('Cancel')}
    </button>
  </span>
);

/** Which network read the digits, how well, and whether it is still the same. */
export function ReadingLine({ read }: { read: Read | null }) {
  const source = readings.value?.network;
  const failure = readingAll.failure.value?.message;
  return (
    <div class="reading-line">
      {source && read && (
        <span>
          <span class="strong">{networkName(source)}</span>
          {source.kind === 'untrained' ? '. ' : ': '}
          {readingWords(read, source.kind === 'run')}
        </span>
      )}
      {readingAll.isUnderWay ? (
        <ReadingProgress />
      ) : failure !== undefined ? (
        <span class="wrong" role="alert">
          {failure}{' '}
          <button type="button" class="link" onClick={() => void readAll()}>
            {l10n.t('Try again')}
          </button>
        </span>
      ) : !source ? (
        <span>
          {l10n.t('No network has read these digits yet.')}{' '}
          <button type="button" class="link" onClick={() => void readAll()}>
            {l10n.t('Read them')}
          </button>
        </span>
      ) : (
        <Stale />
      )}
      {source?.kind === 'untrained' && !activeRun.value && (
        <button type="button" class="link" onClick={open}>
          {l10n.t('Train it')}
        </button>
      )}
    </div>
  );
}

/** What a run has learned since it read the digits, and how to have it read them again. */
function Stale() {
  const run = activeRun.value;
  const source = readings.value?.network;
  if (!run || !source) return null;
  const since = source.kind === 'run' && source.runId === run.id ? run.steps - source.step : run.steps;
  if (since === 0) return null;
  return (
    <span class="stale-note">
      {run.state === 'running'
        ? l10n.t('{0} steps ago; read again when the run ends.', count(since))
        : l10n.t('{0} steps ago.', count(since))}{' '}
      <button type="button" class="link" onClick={() => void readAll()}>
        {l10n.t('Read again now')}
      </button>
    </span>
  );
}
