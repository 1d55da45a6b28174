import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { bestOf, errorsOf, withoutTruncation, type Best, type Curve } from '../../../src/engine';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { TextField } from '../../components/field';
import { kept } from '../../host/kept';
import { onVisit } from '../../host/visit';
import { DescentCards } from './descentCards';
import { bookFields, descentFields, type DescentFields } from './descentFields';
import { ErrorCard } from './errorCard';
import { stepText } from './errorCurve';
import { Figures } from './figures';
import { readTyped, type OneVariable, type ReadTyped, type Typed } from './reading';
import { GradientNote, RegimeNote } from './regimeNote';
import { secant, SecantCard } from './secantCard';
import { StepField } from './stepField';
import './derivative.css';

/** [on the chip, what it shows, what it types, the descents it is for]; the first is there at the start. */
const examples: readonly (readonly [string, string, Typed, DescentFields?])[] = [
  ['sin x', l10n.t('The error makes a V'), { f: 'sin(x)', x: '1', h: '0.5' }],
  ['0.01x² + 0.1x', l10n.t('The book’s: a quadratic'), { f: '0.01*x^2 + 0.1*x', x: '5', h: '1e-4' }],
  ['eˣ', l10n.t('Its own derivative'), { f: 'exp(x)', x: '1', h: '1e-4' }],
  ['1/x', l10n.t('A pole at 0'), { f: '1/x', x: '1', h: '0.5' }],
  ['|x|', l10n.t('A kink: no derivative at 0'), { f: 'abs(x)', x: '0', h: '0.5' }],
  ['x0² + x1²', l10n.t('The book’s: two variables'), { f: 'x0^2 + x1^2', x: '-3, 4', h: '1e-4' }, bookFields],
  [
    'x0²/20 + x1²',
    l10n.t(
      'The book’s, chapter 6: a long valley, across which a large rate zigzags and along which a small one crawls',
    ),
    { f: 'x0^2/20 + x1^2', x: '-7, 2', h: '1e-4' },
    { rates: '0.95, 0.1', stepNum: '30' },
  ],
  [
    'x0² − x1²',
    l10n.t('A saddle: the gradient is 0 in the middle, and yet it is no minimum'),
    { f: 'x0^2 - x1^2', x: '-3, 0.01', h: '1e-4' },
    { rates: '0.1, 0.01, 0.2', stepNum: '30' },
  ],
  [
    'Rosenbrock',
    l10n.t('A bent valley: quickly into it, slowly along it'),
    { f: '(1 - x0)^2 + 100*(x1 - x0^2)^2', x: '-1.2, 1', h: '1e-4' },
    { rates: '0.001, 0.0001', stepNum: '5000' },
  ],
];
const [[, , first]] = examples;

const withoutSpaces = (text: string) => text.replace(/\s/g, '').replaceAll('**', '^');

type Step = (h: string) => void;

interface Measured {
  errors: Record<Curve, number[]>;
  /** The step with the least error of a central difference. */
  best: Best;
  /** Whether the central difference has no truncation error. */
  quadratic: boolean;
}

/** null where there is no derivative to measure against. */
function measure(given: OneVariable): Measured | null {
  const { f, x, exact } = given;
  if (!exact) return null;
  const errors = {
    central: errorsOf(f, x, exact.value, 'central'),
    forward: errorsOf(f, x, exact.value, 'forward'),
    float32: errorsOf(f, x, exact.value, 'float32'),
    forward32: errorsOf(f, x, exact.value, 'forward32'),
  };
  return {
    errors,
    best: bestOf(errors.central),
    quadratic: withoutTruncation(given, errors.central, exact.value),
  };
}

interface OneVariableProps {
  given: OneVariable;
  measured: Measured | null;
  onStep: Step;
  onX: (x: number) => void;
}

function OneVariableBody({ given, measured, onStep, onX }: OneVariableProps) {
  return (
    <>
      <div class="pictures">
        <SecantCard given={given} onX={onX} />
        {measured ? (
          <ErrorCard given={given} {...measured} best={measured.best.h} onStep={(h) => onStep(stepText(h))} />
        ) : (
          <Card title={l10n.t('Error by h')}>
            <p class="empty">{l10n.t('f has no symbolic derivative at this x to measure the error against.')}</p>
          </Card>
        )}
      </div>
      <RegimeNote given={given} best={measured?.best ?? null} quadratic={measured?.quadratic ?? false} />
      <Figures given={given} />
    </>
  );
}

const typed = kept<Typed>('derivative', first);
const set = (change: Partial<Typed>) => typed.set(change);
/** What the pictures show while a field cannot be read. */
let lastGood = readTyped(first).read;

// What is typed from then on is the reader's own.
onVisit('derivative', ({ secant: drawnBy, ...wanted }) => {
  set(wanted);
  if (drawnBy) secant.set({ secant: drawnBy });
  const fields = examples.find(([, , { f }]) => f === wanted.f)?.[3];
  if (fields) descentFields.set(fields);
});

/** A typed function's numerical derivative: what h does to it, and descents along the gradient of two variables. */
export function DerivativeTab() {
  const { read, readOtherwise, faults } = useMemo((): ReadTyped => readTyped(typed.value), [typed.value]);
  lastGood = read ?? lastGood;
  const given = lastGood;
  const measured = useMemo(
    () => (given?.kind === 'one' ? measure(given) : null),
    [given?.text, given?.kind === 'one' && given.x],
  );
  const two = given?.kind === 'two';
  return (
    <div class="cards derivative">
      <Card title={l10n.t('Numerical differentiation')} class="function">
        <div class="inputs">
          <TextField
            id="derivative-f"
            label={two ? `f(${given.variables.join(', ')})` : 'f(x)'}
            title={l10n.t('An expression of x, or of x0 and x1; sin, exp, log, sqrt, max and the like are known')}
            value={typed.value.f}
            error={faults.f}
            onInput={(f) => set({ f })}
          />
          <TextField
            id="derivative-x"
            label={two ? l10n.t('start') : 'x'}
            value={typed.value.x}
            error={faults.x}
            onInput={(x) => set({ x })}
          />
          <StepField text={typed.value.h} error={faults.h} best={measured?.best.h ?? null} onStep={(h) => set({ h })} />
        </div>
        {typeof readOtherwise === 'string' && (
          <p class="dim read-otherwise">
            {l10n.t('read as')} <span class="mono">{readOtherwise}</span>
          </p>
        )}
        <Choice
          class="examples"
          label={l10n.t('Examples')}
          options={examples.map(([name, shows]) => ({ value: name, words: name, title: shows }))}
          chosen={examples.find(([, , { f }]) => withoutSpaces(f) === withoutSpaces(typed.value.f))?.[0] ?? null}
          onChoose={(chosen) => {
            const [, , values, fields] = examples.find(([name]) => name === chosen)!;
            set(values);
            if (fields) descentFields.set(fields);
          }}
        />
      </Card>
      <div class={read ? 'cards' : 'cards stale'} aria-disabled={!read}>
        {given?.kind === 'one' && (
          <OneVariableBody
            given={given}
            measured={measured}
            onStep={(h) => set({ h })}
            onX={(x) => set({ x: String(x) })}
          />
        )}
        {given?.kind === 'two' && (
          <>
            <GradientNote given={given} />
            <DescentCards given={given} onStart={(start) => set({ x: start.join(', ') })} />
          </>
        )}
      </div>
    </div>
  );
}
