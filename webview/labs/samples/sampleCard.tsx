import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { lossTerms } from '../../../src/engine';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { Card } from '../../components/card';
import { Chip } from '../../components/chip';
import { fixed, percent, repr32 } from '../../text/format';
import { DigitPicture } from '../../digits/digitPicture';
import { DigitSteps } from '../../digits/digitSteps';
import { cache } from '../../digits/digits';
import { side } from '../../digits/digitCache';
import { noNumber } from '../../digits/noNumber';
import { OutputStrip } from './outputStrip';
import { PixelTable } from './pixelTable';
import { view } from './view';
import { argmax, networkName, rowOf, usePrediction } from './prediction';
import { sampleName } from '../../digits/sampleName';

interface SampleCardProps {
  id: SampleId;
  label: number;
  /** Looks at the next digit of those shown (1) or the one before (−1); null when there is none. */
  onStep: ((by: 1 | -1) => void) | null;
}

/** One sample large: its pixels, its label in both forms, and what the network makes of it. */
export function SampleCard({ id, label, onStep }: SampleCardProps) {
  const pixel = useSignal<{ row: number; column: number } | null>(null);
  const { asNumbers } = view.value;
  const answer = usePrediction([id]);
  const y = answer && 'prediction' in answer ? rowOf(answer.prediction.y, 0) : null;
  const at = pixel.value;
  const value = at && (cache.get(id)?.[at.row * side + at.column] ?? 0);
  const name = sampleName(id);
  return (
    <Card
      class="sample-card"
      title={name[0].toUpperCase() + name.slice(1)}
      tools={
        <>
          <Chip pressed={asNumbers} onClick={() => view.set({ asNumbers: !asNumbers })}>
            {l10n.t('pixel values')}
          </Chip>
          {onStep && <DigitSteps name={l10n.t('{0}, label {1}{2}', name, label, '')} onStep={onStep} />}
        </>
      }
    >
      {asNumbers ? <PixelTable id={id} /> : <DigitPicture id={id} onPixel={(point) => (pixel.value = point)} />}
      <p class={at ? 'pixel mono' : 'pixel dim'}>
        {at && value !== null
          ? l10n.t('row {0}, column {1}: {2} → {3}', at.row, at.column, value, repr32(value / 255))
          : asNumbers
            ? l10n.t('0 is paper, 255 is ink')
            : l10n.t('point at a pixel to read it')}
      </p>
      <dl class="facts">
        <dt>{l10n.t('label')}</dt>
        <dd class="mono strong">{label}</dd>
        <dt class="strip-names">
          <span>{l10n.t('output y')}</span>
          <span>{l10n.t('one-hot t')}</span>
        </dt>
        <dd>
          <OutputStrip y={y} label={label} />
        </dd>
        {y && <Output y={y} label={label} />}
      </dl>
      <p class="dim">{answer && ('prediction' in answer ? networkName(answer.prediction.network) : answer.failure)}</p>
    </Card>
  );
}

function Output({ y, label }: { y: number[]; label: number }) {
  const best = argmax(y);
  return (
    <>
      <dt>{l10n.t('network says')}</dt>
      <dd class={`mono ${best === label ? 'right' : 'wrong'}`}>
        {best < 0 ? noNumber : `${best} (${percent(y[best], 1)})`}
      </dd>
      <dt>{l10n.t('cross-entropy')}</dt>
      <dd class="mono">{best < 0 ? noNumber : fixed(lossTerms(y, label).label.total, 6)}</dd>
    </>
  );
}
