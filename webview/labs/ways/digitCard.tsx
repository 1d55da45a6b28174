import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { branches, readByRule, type Look, type Way } from '../../../src/engine';
import { Card } from '../../components/card';
import { percent } from '../../text/format';
import { cache, cacheVersion } from '../../digits/digits';
import { divergedWords, isNoNumber, noNumber, unread } from '../../digits/noNumber';
import { argmax } from '../samples/prediction';
import { DigitSteps } from '../../digits/digitSteps';
import { sampleName } from '../../digits/sampleName';
import { TenBars } from '../../digits/tenBars';
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
  const words = `${name[0].toUpperCase()}${name.slice(1)}: ${l10n.t('this is a {0}', label)}`;
  return (
    <Card class="digit-card" title={words} tools={<DigitSteps name={words} onStep={onStep} />}>
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
  const words = y.map((value, k) => `${k}: ${percent(value, 1)}`);
  return (
    <div class="why">
      <TenBars
        class="outputs"
        label={words.join(', ')}
        heights={y}
        titleOf={(k) => words[k]}
        target={label}
        classOf={(k) => (k === said ? 'most' : '')}
      />
      <p class="dim">
        {l10n.t('{0} with {1}', said, percent(y[said], 1))}
        {said !== label && `, ${l10n.t('{0} with {1}', label, percent(y[label], 1))}`}
      </p>
    </div>
  );
}
