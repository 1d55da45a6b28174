import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { largestSeed, type Plane } from '../../../src/engine';
import { classes, inputs } from '../../../src/data/mnistShape';
import { parameterCount } from '../../../src/runs/experiment/networkBytes';
import type { RunSummary } from '../../../src/runs/run';
import { typedNumber } from '../../../src/functions/typedNumber';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { TextField } from '../../components/field';
import { Notice } from '../../components/notice';
import { Progress } from '../../components/progress';
import { RunName } from '../../components/runName';
import { count, percent, significant, time } from '../../text/format';
import { kept } from '../../host/kept';
import { nameOf } from '../../text/runNames';
import { wholeFault } from '../../text/wholeNumber';
import type { Curve } from './curves';
import { comeBack, secondsFor, survey, surveying, take, type Survey } from './landscape';
import { LandscapeLegend } from './landscapeLegend';
import { reliefOf } from './landscapePicture';
import { LandscapeView } from './landscapeView';
import { planeWords } from './planeWords';
import './landscape.css';

/** Typing rests this long before a new seed is taken. */
const restMs = 500;
/** Seconds from which on it is said what a landscape will take. */
const long = 3;

interface Choices {
  landscapePlane: Plane;
  landscapeSeed: string;
}

const choices = kept<Choices>('train', { landscapePlane: 'path', landscapeSeed: '0' });

/** The loss around the weights of a run, taken on demand. */
export function LandscapeCard({ curve }: { curve: Curve }) {
  const { run } = curve;
  const timer = useRef(0);
  useEffect(() => {
    void comeBack();
    return () => clearTimeout(timer.current);
  }, []);
  const { landscapePlane: plane, landscapeSeed: typed } = choices.value;
  const fault = wholeFault(typed, 0, largestSeed);
  const isUnderWay = surveying.underWay.value === run.id;
  const shown = survey.value?.runId === run.id ? survey.value : null;
  const failure = surveying.failure.value;
  const refused = failure?.of === run.id ? failure.message : null;

  const start = () => {
    const { landscapePlane: wanted, landscapeSeed } = choices.value;
    if (wholeFault(landscapeSeed, 0, largestSeed) === undefined) void take(run.id, wanted, typedNumber(landscapeSeed));
  };
  const choose = (change: Partial<Choices>, rest: number) => {
    choices.set(change);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(start, rest);
  };

  const what = (
    <p class="dim">
      {l10n.t(
        'A slice through the loss of all weights at once: every point of the picture is the network with its weights moved along two directions, and the run is a path on it.',
      )}
    </p>
  );
  return (
    <Card
      class="landscape-card"
      title={l10n.t('Loss landscape')}
      tools={
        <>
          <span class="of">
            <RunName run={run} />
          </span>
          {(shown ?? isUnderWay) && (
            <Choice
              label={l10n.t('Plane')}
              options={[
                { value: 'path', words: l10n.t('along the path') },
                { value: 'random', words: l10n.t('random directions') },
              ]}
              chosen={plane}
              onChoose={(landscapePlane) => choose({ landscapePlane }, 0)}
            />
          )}
        </>
      }
    >
      {!shown && what}
      {refused && <Notice>{refused}</Notice>}
      {isUnderWay ? (
        <div class="under-way">
          <Progress label={l10n.t('Loss landscape')} done={surveying.fraction.value ?? 0} />
          <button type="button" class="button secondary" onClick={() => surveying.stop()}>
            {l10n.t('Stop')}
          </button>
        </div>
      ) : (
        (!shown || isOld(shown, run)) && (
          <div class="start">
            <button type="button" class="button" disabled={fault !== undefined} onClick={start}>
              {shown ? l10n.t('Compute it again') : l10n.t('Compute the loss landscape')}
            </button>
            <span class="dim">
              {shown
                ? l10n.t('The run has gone on since: this is step {0}.', count(lastStep(shown)))
                : secondsFor(run) > long &&
                  l10n.t('About {0}: the run’s steps once more, and the grid.', time(secondsFor(run)))}
            </span>
          </div>
        )
      )}
      {shown && (
        <Shown shown={shown} run={run}>
          {plane === 'random' && (
            <TextField
              id="landscape-seed"
              label={l10n.t('Seed of the directions')}
              value={typed}
              error={fault}
              onInput={(landscapeSeed) => choose({ landscapeSeed }, restMs)}
            />
          )}
        </Shown>
      )}
    </Card>
  );
}

const lastStep = ({ landscape: { path } }: Survey) => path.steps[path.steps.length - 1];

/** Whether a run has taken steps since. One that diverged has nothing to show of its last. */
const isOld = (shown: Survey, run: RunSummary) => run.divergedAt === null && lastStep(shown) < run.steps;

/** Whether the weights never moved: of such a path nothing lies anywhere. */
const hasNoPath = ({ landscape: { path } }: Survey) =>
  [path.alpha, path.beta].every((along) => along.every((at) => at === 0));

interface ShownProps {
  shown: Survey;
  run: RunSummary;
  /** The field of the seed. */
  children: ComponentChildren;
}

/** The picture, its legend, and what it shows in words. */
function Shown({ shown, run, children }: ShownProps) {
  const { landscape } = shown;
  const relief = useMemo(() => reliefOf(landscape), [landscape]);
  const { shares, share, loss, path, rows, alpha } = landscape;
  const isAtRest = hasNoPath(shown);
  const titles =
    shares && !isAtRest
      ? [
          l10n.t('1st principal component ({0})', percent(shares[0], 1)),
          // A path that is straight has no other direction of its own.
          shares[1] > 0 ? l10n.t('2nd principal component ({0})', percent(shares[1], 1)) : l10n.t('a random direction'),
        ]
      : [l10n.t('1st random direction'), l10n.t('2nd random direction')];
  const words = planeWords(share, shares !== null, isAtRest);
  const parameters = parameterCount([inputs, ...run.experiment.network.hidden, classes]);
  const label = l10n.t(
    'Loss landscape of {0}, {1} by {2}: the loss is {3} at the end of the run, step {4}, and from {5} to {6} in the picture. The path starts at {7}, {8} and ends at 0, 0.',
    nameOf(run),
    titles[0],
    titles[1],
    significant(loss),
    count(lastStep(shown)),
    significant(relief.least),
    significant(relief.most),
    significant(path.alpha[0], 3),
    significant(path.beta[0], 3),
  );
  return (
    <div class="landscape">
      <LandscapeView relief={relief} run={run} label={label} titles={titles} />
      <div class="side">
        <LandscapeLegend relief={relief} run={run} />
        {children}
        <p>{words}</p>
        <p class="dim">
          {l10n.t(
            'The loss over {0} training samples at {1} × {1} points; {2} parameters.',
            count(rows),
            alpha.length,
            count(parameters),
          )}{' '}
          {shares
            ? l10n.t('Both axes are distances in the space of the weights.')
            : l10n.t(
                'Each unit’s incoming weights are moved by as much as they are long at ±1, which makes networks comparable (Li et al. 2018).',
              )}
        </p>
        {run.divergedAt !== null && (
          <p class="broken">{l10n.t('The run diverged: the picture is around step {0}.', count(lastStep(shown)))}</p>
        )}
      </div>
    </div>
  );
}
