import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import { Card } from '../../components/card';
import { Scrolled } from '../../components/scrolled';
import { Notice } from '../../components/notice';
import { Progress } from '../../components/progress';
import { count, significant, time } from '../../text/format';
import { costClasses } from '../../../src/shared/pageProtocol';
import { classesNow, costs, measureCosts, measureUnasked, measuring, type LossCost } from './costs';
import { bytesText, logShare } from './units';
import './cost.css';

/** The ends of the bars: from a little under a label batch to 100,000 classes. */
const bytesAxis = [100, 4e7] as const;
const secondsAxis = [1e-7, 1] as const;

/** Measures once of itself, when it first comes into view. */
function useFirstSight(start: () => void) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([{ isIntersecting }]) => {
      if (isIntersecting && costs.value.size === 0 && measuring.isUntried) start();
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return place;
}

/** What either form costs, measured on this computer. */
export function CostCard() {
  const start = () => void measureCosts();
  const place = useFirstSight(() => void measureUnasked());
  const now = measuring.isUnderWay ? classesNow.value : null;
  const done = costs.value.size;
  return (
    <Card
      title={l10n.t('What each form costs')}
      class="cost-card"
      hint={l10n.t('The cross-entropy of a batch of 100, measured on this computer; the bars are logarithmic.')}
      tools={
        <button type="button" class="button secondary" onClick={measuring.isUnderWay ? () => measuring.stop() : start}>
          {measuring.isUnderWay ? l10n.t('Stop') : done > 0 ? l10n.t('Measure again') : l10n.t('Measure')}
        </button>
      }
    >
      {measuring.failure.value && <Notice>{measuring.failure.value.message}</Notice>}
      <div ref={place} class="progress-place">
        {now !== null && <Progress label={l10n.t('What each form costs')} done={done / costClasses.length} />}
      </div>
      <Scrolled class="table" label={l10n.t('What each form costs')}>
        <table>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {l10n.t('classes')}
              </th>
              <th scope="colgroup" colSpan={2}>
                {l10n.t('bytes of t')}
              </th>
              <th scope="colgroup" colSpan={3}>
                {l10n.t('time')}
              </th>
            </tr>
            <tr>
              <th scope="col">{l10n.t('one-hot')}</th>
              <th scope="col">{l10n.t('label')}</th>
              <th scope="col">{l10n.t('one-hot')}</th>
              <th scope="col">{l10n.t('label')}</th>
              <th scope="col">{l10n.t('ratio')}</th>
            </tr>
          </thead>
          <tbody>
            {costClasses.map((classes) => (
              <CostRow key={classes} classes={classes} cost={costs.value.get(classes)} isNow={now === classes} />
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  );
}

function CostRow({ classes, cost, isNow }: { classes: number; cost: LossCost | undefined; isNow: boolean }) {
  const cell = (
    name: string,
    value: number | undefined,
    text: (value: number) => string,
    axis: readonly [number, number],
  ) => (
    <td class={`bar-cell ${name}`} style={{ '--share': value === undefined ? 0 : logShare(value, ...axis) }}>
      {value === undefined ? (isNow ? '…' : '·') : text(value)}
    </td>
  );
  return (
    <tr aria-busy={isNow}>
      <th scope="row" class="mono">
        {count(classes)}
      </th>
      {cell('of-one-hot', cost?.bytes.oneHot, bytesText, bytesAxis)}
      {cell('of-label', cost?.bytes.label, bytesText, bytesAxis)}
      {cell('of-one-hot', cost?.seconds.oneHot, time, secondsAxis)}
      {cell('of-label', cost?.seconds.label, time, secondsAxis)}
      <td class="strong">{cost ? `${ratioText(cost.seconds.oneHot / cost.seconds.label)}×` : '·'}</td>
    </tr>
  );
}

const ratioText = (ratio: number) => (ratio < 10 ? significant(ratio, 2) : count(Number(ratio.toPrecision(2))));
