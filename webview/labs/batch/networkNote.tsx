import * as l10n from '@vscode/l10n';
import { isSameNetwork } from '../../../src/shared/pageProtocol';
import { request } from '../../host/requests';
import { nameOfId } from '../../text/runNames';
import { sentence } from '../../text/sentence';
import { activeRun, presentNetwork } from '../../host/state';
import { failure, isDrawing, type Drawn } from './drawing';
import { networkWords } from './networkWords';

const train = () =>
  request('train', {}).catch((error: unknown) => {
    failure.value = sentence(error);
  });

/** Which network the losses are of, and the way to a better or a later one. */
export function NetworkNote({ drawn, onDraw }: { drawn: Drawn; onDraw: () => void }) {
  const { network: source, all } = drawn;
  const runName = source.kind === 'run' ? nameOfId(source.runId) : '';
  const now = presentNetwork.value;
  const goesOn = activeRun.value !== null;
  const isOld = !isSameNetwork(source, now);
  return (
    <div class="network-note">
      <span class="dim">
        {networkWords(source, all, runName)}{' '}
        {isOld && !isDrawing.value && (
          <span role="status">
            {goesOn
              ? l10n.t('A run is going on: draw again for the network as it is now.')
              : l10n.t('The network is another one now: draw again.')}
          </span>
        )}
      </span>
      {isOld && !isDrawing.value && (
        <button type="button" class="link" onClick={onDraw}>
          {l10n.t('Draw again')}
        </button>
      )}
      {source.kind === 'untrained' && now.kind === 'untrained' && !goesOn && (
        <button type="button" class="link" onClick={() => void train()}>
          {l10n.t('Train it')}
        </button>
      )}
    </div>
  );
}
