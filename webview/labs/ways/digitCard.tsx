import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { branches, readByRule, type Look, type Way } from '../../../src/engine';
import { Card } from '../../components/card';
import { IconButton } from '../../components/icon';
import { percent } from '../../text/format';
import { cache, cacheVersion } from '../../digits/digits';
import { divergedWords, isNoNumber, noNumber, unread } from '../../digits/noNumber';
import { argmax } from '../samples/prediction';
import { sampleName } from '../../digits/sampleName';
import { FeaturesPicture, PixelsPicture, RulePicture } from './pictures';
import { readings, testId, testLabels } from './reading';
import { bayWords, branchWords, holeWords, wayNames } from './words';

interface DigitCardProps {
  /** Of the test digit that is looked at. */
  index: number;
  onStep: (by: -1 | 1) => void;
}

/** One digit, with what each way makes of it and why. */
export function DigitCard({ index, onStep }: DigitCardProps) {
  // The digit's bytes may still be on their way.
  const arrived = cacheVersion.value >= 0 ? cache.get(testId(index)) : undefined;
  const label = testLabels.value.at(index) ?? 0;
  const read = arrived && readByRule(arrived);
  const name = sampleName(testId(index));
  return (
    <Card
      class="digit-card"
      title={
        <span aria-live="polite">
          {name[0].toUpperCase() + name.slice(1)}: {l10n.t('this is a {0}', label)}
        </span>
      }
      tools={
        <>
          <IconButton icon="chevron-left" label={l10n.t('Previous digit')} onClick={() => onStep(-1)} />
          <IconButton icon="chevron-right" label={l10n.t('Next digit')} onClick={() => onStep(1)} />
        </>
      }
    >
      <div class="panes">
        <Pane way="rule" said={read?.digit} label={label}>
          {read ? <RulePicture index={index} look={read.look} /> : <PixelsPicture index={index} />}
          {read && (
            <div class="why">
              <p class="strong">
                {read.branch + 1}. {branchWords[branches[read.branch].name]} <span class="number">→ {read.digit}</span>
              </p>
              <FactList look={read.look} />
            </div>
          )}
        </Pane>
        <Pane way="features" said={readings.value.features?.said[index]} label={label}>
          <FeaturesPicture index={index} />
          <Outputs way="features" index={index} label={label} />
        </Pane>
        <Pane way="network" said={readings.value.network?.said[index]} label={label}>
          <PixelsPicture index={index} />
          <Outputs way="network" index={index} label={label} />
        </Pane>
      </div>
    </Card>
  );
}

interface PaneProps {
  way: Way;
  said: number | undefined;
  label: number;
  children: ComponentChildren;
}

const Pane = ({ way, said, label, children }: PaneProps) => (
  <section class="pane" aria-label={wayNames[way]}>
    <h3>
      <span>{wayNames[way]}</span>
      {said !== undefined && (
        <span class={`says ${said === label ? 'right' : 'wrong'}`} title={said === unread ? noNumber : undefined}>
          {said === unread ? '–' : said} {said === label ? '✓' : '✗'}
        </span>
      )}
    </h3>
    {children}
  </section>
);

/** What was measured, in words, in the colours it is drawn in. */
function FactList({ look }: { look: Look }) {
  const { holes, bays, height } = look.facts;
  return (
    <ul class="measured">
      {holes.map((hole, i) => (
        <li key={`hole ${i}`} class="hole">
          {holeWords(look.halfOf(hole), (hole.box.bottom - hole.box.top + 1) / height)}
        </li>
      ))}
      {bays.map((bay, i) => (
        <li key={`bay ${i}`} class="bay">
          {bayWords(bay.opening, look.halfOf(bay))}
        </li>
      ))}
      {holes.length === 0 && <li class="none">{l10n.t('no hole')}</li>}
      {bays.length === 0 && <li class="none">{l10n.t('no bay')}</li>}
    </ul>
  );
}

/** The ten probabilities of a way that has doubts, the right answer marked. */
function Outputs({ way, index, label }: { way: Way; index: number; label: number }) {
  const all = readings.value[way]?.y;
  if (!all) return null;
  const y = Array.from(all.subarray(index * 10, (index + 1) * 10));
  if (isNoNumber(y)) return <p class="why wrong">{divergedWords}</p>;
  const said = argmax(y);
  return (
    <div class="why">
      <div class="outputs" role="img" aria-label={y.map((value, k) => `${k}: ${percent(value, 1)}`).join(', ')}>
        {y.map((value, k) => (
          <div key={k} class={k === label ? 'target' : ''} title={`${k}: ${percent(value, 1)}`}>
            <div class="column">
              <div class={k === said ? 'y most' : 'y'} style={{ height: `${100 * value}%` }} />
            </div>
            <span class="mono">{k}</span>
          </div>
        ))}
      </div>
      <p class="dim">
        {l10n.t('{0} with {1}', said, percent(y[said], 1))}
        {said !== label && `, ${l10n.t('{0} with {1}', label, percent(y[label], 1))}`}
      </p>
    </div>
  );
}
