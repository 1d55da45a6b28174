import * as l10n from '@vscode/l10n';
import { isSameNetwork } from '../../../src/shared/pageProtocol';
import { Notice } from '../../components/notice';
import { PageTask } from '../../host/pageTask';
import { nameOfId } from '../../text/runNames';
import { activeRun, presentNetwork } from '../../host/state';
import { drawing, type DrawnLosses } from './drawing';
import { networkWords } from './networkWords';

const training = new PageTask('batch');
const train = () =>
  training.run(true, async (ask) => {
    await ask('train', {});
  });

/** Which network the losses are of, and the way to a better or a later one. */
export function NetworkNote({ drawn, onDraw }: { drawn: DrawnLosses; onDraw: () => void }) {
  const { network: source, all } = drawn;
  const runName = source.kind === 'run' ? nameOfId(source.runId) : '';
  const now = presentNetwork.value;
  const goesOn = activeRun.value !== null;
  const isOld = !isSameNetwork(source, now);
  return (
    <div class="network-note">
      <span class="dim">
        {networkWords(source, all, runName)}{' '}
        {isOld && !drawing.isUnderWay && (
          <span role="status">
            {goesOn
              ? l10n.t('A run is going on: draw again for the network as it is now.')
              : l10n.t('The network is another one now: draw again.')}
          </span>
        )}
      </span>
      {isOld && !drawing.isUnderWay && (
        <button type="button" class="link" onClick={onDraw}>
          {l10n.t('Draw again')}
        </button>
      )}
      {source.kind === 'untrained' && now.kind === 'untrained' && !goesOn && (
        <button type="button" class="link" onClick={() => void train()}>
          {l10n.t('Train it')}
        </button>
      )}
      {training.failure.value && <Notice>{training.failure.value.message}</Notice>}
    </div>
  );
}
