import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { accuracyByDigit, branches, featureCount, owners, ways, type Owner, type Way } from '../../../src/engine';
import { Choice } from '../../components/choice';
import { Progress } from '../../components/progress';
import { count, percent, time as roughTime } from '../../text/format';
import { noNumber, unread } from '../../digits/noNumber';
import { nameOfId } from '../../text/runNames';
import { networkName } from '../samples/prediction';
import { DigitPicture } from '../../digits/digitPicture';
import { TenBars } from '../../digits/tenBars';
import { presentNetwork, runs } from '../../host/state';
import { choose, hasOwn, owner, readings, readingWays, testId, testLabels, wayNow, type WayReading } from './reading';
import { wayNames } from './words';
import './strip.css';

/** Figure 4-2 of the book, alive: for each way what a person made and what is learnt, the answer, and how good it is. */
export function Strip({ index }: { index: number }) {
  return (
    <div class="strip">
      {ways.map((way) => (
        <Row key={way} way={way} index={index} />
      ))}
    </div>
  );
}

const Arrow = () => (
  <span class="arrow" aria-hidden="true">
    →
  </span>
);

interface BoxProps {
  learnt: boolean;
  title: string;
  detail: string;
  children?: ComponentChildren;
}
const Box = ({ learnt, title, detail, children }: BoxProps) => (
  <div class={learnt ? 'step learnt' : 'step'}>
    <strong>{title}</strong>
    <span>{detail}</span>
    {children}
  </div>
);

/** Whose network it is, as soon as there are two. */
function Owners() {
  const present = presentNetwork.value;
  if (!hasOwn.value || present.kind !== 'run') return null;
  const words: Record<Owner, string> = {
    lab: l10n.t('the lab’s network'),
    reader: l10n.t('my network: {0}', nameOfId(present.runId)),
  };
  return (
    <Choice
      class="owners"
      label={l10n.t('Whose network')}
      options={owners.map((one) => ({
        value: one,
        words: <span class="label">{words[one]}</span>,
        title: words[one],
      }))}
      chosen={owner.value}
      onChoose={choose}
    />
  );
}

const Boxes = ({ way }: { way: Way }) =>
  way === 'rule' ? (
    <Box
      learnt={false}
      title={l10n.t('A rule thought up by a person')}
      detail={l10n.t('{0} branches: holes, bays, strokes', branches.length)}
    />
  ) : way === 'features' ? (
    <>
      <Box
        learnt={false}
        title={l10n.t('Features thought up by a person')}
        detail={l10n.t('4 stroke directions in 7 × 7 cells')}
      />
      <Arrow />
      <Box
        learnt
        title={l10n.t('Machine learning')}
        detail={l10n.t('softmax regression, {0} × 10 weights', featureCount)}
      />
    </>
  ) : (
    <Box learnt title={l10n.t('Neural network (deep learning)')} detail={networkDetail(readings.value.network)}>
      <Owners />
    </Box>
  );

function networkDetail(reading: WayReading | undefined): string {
  if (!reading) return l10n.t('from the pixels to the answer');
  return reading.steps === null
    ? networkName(reading.network)
    : l10n.t('the book’s 784–50–10, {0} steps learnt here', count(reading.steps));
}

function Row({ way, index }: { way: Way; index: number }) {
  const reading = readings.value[way];
  const fraction = readingWays.isUnderWay && wayNow.value === way ? (readingWays.fraction.value ?? 0) : undefined;
  const labels = testLabels.value;
  const said = reading?.said[index];
  const isRight = said === labels.at(index);
  const isNothing = reading?.said.every((digit) => digit === unread) ?? false;
  return (
    <section class="way" aria-label={wayNames[way]}>
      <DigitPicture id={testId(index)} />
      <Arrow />
      <div class="steps">
        <Boxes way={way} />
      </div>
      <Arrow />
      <span
        class={`answer ${said === undefined ? '' : isRight ? 'right' : 'wrong'}`}
        title={said === unread ? noNumber : undefined}
      >
        {said === unread ? '–' : (said ?? '?')}
      </span>
      <div class={isNothing ? 'result wide' : 'result'}>
        {!reading ? (
          <Waiting fraction={fraction} name={wayNames[way]} />
        ) : isNothing ? (
          <span class="wrong">
            {l10n.t(
              'It gives no number (NaN) for any digit, as it diverged: train again with a smaller learning rate, or smaller first weights.',
            )}
          </span>
        ) : (
          <Result way={way} reading={reading} />
        )}
      </div>
      {reading && !isNothing ? <ByDigit said={reading.said} /> : !isNothing && <span />}
    </section>
  );
}

function Result({ way, reading }: { way: Way; reading: WayReading }) {
  const labels = testLabels.value;
  const right = reading.said.reduce((sum, digit, n) => sum + Number(digit === labels[n]), 0);
  return (
    <>
      <span class="accuracy number">{percent(right / labels.length)}</span>
      <span class="dim">{took(way, reading)}</span>
    </>
  );
}

/** A number and its unit stay together. */
const time = (seconds: number) => roughTime(seconds).replaceAll(' ', '\u00a0');

function took(way: Way, { seconds, network }: WayReading): string {
  const read = l10n.t('read in {0}', time(seconds.read));
  if (way === 'rule') return l10n.t('made by a person, {0}', read);
  const elsewhere = network.kind === 'run' ? runs.value.find(({ id }) => id === network.runId)?.seconds : undefined;
  const learn = seconds.learn ?? elsewhere;
  return learn === undefined ? read : l10n.t('learnt in {0}, {1}', time(learn), read);
}

const Waiting = ({ fraction, name }: { fraction: number | undefined; name: string }) =>
  fraction === undefined ? (
    <span class="accuracy dim">–</span>
  ) : (
    <>
      <Progress label={name} done={fraction} />
      <span class="dim">{percent(fraction, 0)} …</span>
    </>
  );

/** The share read wrong that a bar of full height stands for. From 0 on: 3 of 100 wrong are half as many again as 2. */
export const mostWrong = 0.25;

/** How many of each digit are read wrong, as a bar. */
function ByDigit({ said }: { said: Uint8Array }) {
  const wrong = accuracyByDigit(said, testLabels.value).map((share) => 1 - share);
  const words = wrong.map((share, digit) => l10n.t('{0}: {1} wrong', digit, percent(share, 1)));
  return (
    <TenBars
      class="by-digit"
      label={`${l10n.t('Errors by digit')}. ${words.join(', ')}`}
      heights={wrong.map((share) => share / mostWrong)}
      titleOf={(digit) => words[digit]}
      classOf={(digit) => (wrong[digit] > mostWrong ? 'over' : '')}
    />
  );
}
