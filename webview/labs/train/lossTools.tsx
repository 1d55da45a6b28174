import * as l10n from '@vscode/l10n';
import { Chip } from '../../components/chip';
import { IconButton } from '../../components/icon';
import { stepsSmoothed } from '../../text/latestLoss';
import type { ChartChoices } from './chartChoices';
import { count, fixed, plain } from '../../text/format';

/** Two decimals while it is dragged; one that was set finer, 0.999, in full. */
const factorText = (factor: number) => (plain(factor).length > 4 ? plain(factor) : fixed(factor, 2));

const smoothingWords = (factor: number) =>
  factor === 0
    ? l10n.t('No smoothing: the loss of every step as it is.')
    : l10n.t(
        'A running mean over about {0} steps, corrected for its start. The raw loss stays visible.',
        count(stepsSmoothed(factor)),
      );

interface LossToolsProps {
  choices: ChartChoices & { smoothing: number };
  choose: (change: Partial<ChartChoices>) => void;
  onAll: () => void;
  onPicture: () => void;
  onData: () => void;
}

/** What can be done with the loss chart. */
export function LossTools({ choices, choose, onAll, onPicture, onData }: LossToolsProps) {
  const { logX, logY, ignoreOutliers, smoothing } = choices;
  return (
    <>
      <Chip pressed={logY} onClick={() => choose({ logY: !logY })} title={l10n.t('Logarithmic loss axis')}>
        log y
      </Chip>
      <Chip pressed={logX} onClick={() => choose({ logX: !logX })} title={l10n.t('Logarithmic step axis')}>
        log x
      </Chip>
      <Chip
        pressed={ignoreOutliers}
        onClick={() => choose({ ignoreOutliers: !ignoreOutliers })}
        title={l10n.t('Fit the loss axis to most steps; those far out stay recorded and are counted.')}
      >
        {l10n.t('ignore outliers')}
      </Chip>
      <label class="smoothing" title={smoothingWords(smoothing)}>
        {l10n.t('smoothing')} <span class="number">{factorText(smoothing)}</span>
        <input
          type="range"
          min="0"
          max="0.99"
          step="0.01"
          value={Math.min(0.99, smoothing)}
          aria-description={smoothingWords(smoothing)}
          onInput={(event) => choose({ smoothing: Number(event.currentTarget.value) })}
        />
      </label>
      <span class="buttons">
        <IconButton icon="screen-full" label={l10n.t('Show all steps (or double-click the chart)')} onClick={onAll} />
        <IconButton icon="file-media" label={l10n.t('Save the picture (PNG)')} onClick={onPicture} />
        <IconButton icon="table" label={l10n.t('Save every step of these runs (CSV)')} onClick={onData} />
      </span>
    </>
  );
}
