import * as l10n from '@vscode/l10n';
import { useEffect, useMemo } from 'preact/hooks';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { Notice } from '../../components/notice';
import { count, percent } from '../../text/format';
import { kept } from '../../host/kept';
import { activeId, network } from '../../host/state';
import { DigitCard } from './digitCard';
import { DigitGrid } from '../../digits/digitGrid';
import { sampleName } from '../../digits/sampleName';
import { groups, sortIntoGroups, type Group } from './groups';
import { isOld, keepUp, read, readByPresentNetwork, readings, readingWays, testId, testLabels } from './reading';
import { RuleCard } from './ruleCard';
import { mostWrong, Strip } from './strip';
import { groupNames } from './words';
import './ways.css';

interface WaysView {
  group: Group;
  /** The test digit that is looked at; null until the reader chose one. */
  looked: number | null;
}

const none: readonly number[] = [];
/** Of a digit in the sheet, in pixels. */
const digitSize = 34;

const view = kept<WaysView>('ways', { group: 'onlyNetwork', looked: null });

/** Three ways to read a digit: by a rule, by features, from the pixels. */
export function WaysTab() {
  const { rule, features, network: learnt } = readings.value;
  const labels = testLabels.value;
  const isComplete = rule && features && learnt;
  useEffect(() => {
    // Whoever comes here sees the three ways, not a button.
    keepUp();
  }, [network.value, activeId.value]);
  const members = useMemo(
    () =>
      rule && features && learnt && labels.length > 0
        ? sortIntoGroups({ rule: rule.said, features: features.said, network: learnt.said }, labels)
        : null,
    [rule, features, learnt, labels],
  );
  /** Of the digits that only the network reads, the one it is surest of: there the eye agrees with it. */
  const clearest = useMemo(() => {
    const sure = (index: number) => learnt?.y?.[index * 10 + learnt.said[index]] ?? 0;
    return members?.onlyNetwork.reduce(
      (best, index) => (sure(index) > sure(best) ? index : best),
      members.onlyNetwork[0],
    );
  }, [members, learnt]);
  const { group } = view.value;
  const shown = members?.[group] ?? none;
  const ids = useMemo(() => shown.map(testId), [shown]);
  const looked = view.value.looked ?? clearest ?? 0;
  const step = (by: -1 | 1) => {
    const all = shown.length > 0 ? shown : Array.from(labels.keys());
    const at = all.indexOf(looked);
    view.set({ looked: all[at < 0 ? 0 : (at + by + all.length) % all.length] });
  };
  return (
    <div class="cards ways">
      <Card
        class="strip-card"
        title={l10n.t('Three ways to read a digit')}
        hint={l10n.t(
          'Who designs what? From row to row a person makes less and the data more; in the last, nobody touches anything between picture and answer.',
        )}
        tools={
          <>
            <span class="legend">{l10n.t('made by a person')}</span>
            <span class="legend learnt">{l10n.t('learnt from data')}</span>
            <span class="legend errors">{l10n.t('read wrong, by digit; full height: {0}', percent(mostWrong, 0))}</span>
            {readingWays.isUnderWay && (
              <button type="button" class="button secondary" onClick={() => readingWays.stop()}>
                {l10n.t('Stop')}
              </button>
            )}
            {!readingWays.isUnderWay && !isComplete && (
              <button type="button" class="button" onClick={() => void read()}>
                {l10n.t('Go on reading')}
              </button>
            )}
          </>
        }
      >
        <Strip index={looked} />
        {!isComplete && readingWays.isUnderWay && (
          <p class="dim">
            {l10n.t(
              'All three read the same 10,000 test digits; two of them learn first. It takes a few seconds, once.',
            )}
          </p>
        )}
        {isComplete && isOld.value && !readingWays.isUnderWay && (
          <p class="dim">
            {l10n.t('Your network is another one since.')}{' '}
            <button type="button" class="link" onClick={() => void readByPresentNetwork()}>
              {l10n.t('Let it read the digits')}
            </button>
          </p>
        )}
      </Card>
      {readingWays.failure.value && <Notice>{readingWays.failure.value.message}</Notice>}
      {labels.length > 0 && (
        <div class="ways-body">
          <DigitCard index={looked} onStep={step} />
          <Card class="sheet-card" title={l10n.t('Where each one fails')}>
            <Choice
              class="filters"
              label={l10n.t('Which digits are shown')}
              options={groups.map((name) => ({
                value: name,
                words: (
                  <>
                    {groupNames[name]}
                    {members && <span class="number dim">{count(members[name].length)}</span>}
                  </>
                ),
              }))}
              chosen={group}
              onChoose={(name) => view.set({ group: name, looked: members?.[name].at(0) ?? null })}
            />
            {members && shown.length === 0 ? (
              <p class="dim">{l10n.t('No digit is of that kind.')}</p>
            ) : (
              <DigitGrid
                key={group}
                label={l10n.t('{0}: arrows look at the next digit', groupNames[group])}
                ids={ids}
                size={digitSize}
                at={shown.indexOf(looked)}
                nameOf={(id) => l10n.t('{0}, label {1}{2}', sampleName(id), labels[id - testId(0)], '')}
                onMove={(index) => view.set({ looked: shown[index] })}
              />
            )}
          </Card>
        </div>
      )}
      {labels.length > 0 && <RuleCard index={looked} />}
    </div>
  );
}
