import * as l10n from '@vscode/l10n';
import { untracked, useSignal, useSignalEffect } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { TextField } from '../components/field';
import { recall, remember } from '../host';
import { visit } from '../state';
import { DescentCards } from './descentCards';
import { ErrorCard } from './errorCard';
import { bestStep, errorsOf, steps, type Curve } from './errorCurve';
import { Figures } from './figures';
import { readTyped, type OneVariable, type ReadTyped, type Typed } from './reading';
import { RegimeNote } from './regimeNote';
import { SecantCard } from './secantCard';
import { StepField } from './stepField';
import './derivative.css';

const examples: readonly (readonly [string, Typed])[] = [
  ['0.01x² + 0.1x', { f: '0.01*x^2 + 0.1*x', x: '5', h: '1e-4' }],
  ['sin x', { f: 'sin(x)', x: '1', h: '0.5' }],
  ['eˣ', { f: 'exp(x)', x: '1', h: '1e-4' }],
  ['x0² + x1²', { f: 'x0^2 + x1^2', x: '-3, 4', h: '1e-4' }],
];

type Step = (h: string) => void;

interface Measured {
  errors: Record<Curve, number[]>;
  /** The step with the least error of a central difference. */
  best: number;
}

/** null where there is no derivative to measure against. */
function measure({ f, x, exact }: OneVariable): Measured | null {
  if (!exact) return null;
  const errors = {
    central: errorsOf(f, x, exact.value, 'central'),
    forward: errorsOf(f, x, exact.value, 'forward'),
    float32: errorsOf(f, x, exact.value, 'float32'),
  };
  return { errors, best: steps[bestStep(errors.central)] };
}

interface OneVariableProps {
  given: OneVariable;
  measured: Measured | null;
  visible: boolean;
  onStep: Step;
}

const OneVariableBody = ({ given, measured, visible, onStep }: OneVariableProps) => (
  <>
    <div class="pictures">
      <SecantCard given={given} visible={visible} />
      {measured ? (
        <ErrorCard given={given} {...measured} visible={visible} onStep={(h) => onStep(String(h))} />
      ) : (
        <Card title={l10n.t('Error by h')}>
          <p class="empty">{l10n.t('f has no symbolic derivative at this x to measure the error against.')}</p>
        </Card>
      )}
    </div>
    {measured && <RegimeNote given={given} best={measured.best} />}
    <Figures given={given} />
  </>
);

/** A typed function's numerical derivative: what h does to it, and descents along the gradient of two variables. */
export function DerivativeTab({ visible }: { visible: boolean }) {
  const typed = useSignal<Typed>(recall<{ derivative: Typed }>({ derivative: examples[0][1] }).derivative);
  const set = (change: Partial<Typed>) => {
    typed.value = { ...typed.value, ...change };
    remember({ derivative: typed.value });
  };
  useSignalEffect(() => {
    const wanted = visit.value?.derivative;
    // What is typed from then on is the reader's own.
    if (wanted) untracked(() => set(wanted));
  });
  const { read, faults } = useMemo((): ReadTyped => readTyped(typed.value), [typed.value]);
  const last = useRef<ReadTyped['read']>(undefined);
  last.current = read ?? last.current ?? readTyped(examples[0][1]).read;
  const given = last.current;
  const measured = useMemo(
    () => (given?.kind === 'one' ? measure(given) : null),
    [given?.text, given?.kind === 'one' && given.x],
  );
  const two = given?.kind === 'two';
  return (
    <div class="derivative">
      <Card title={l10n.t('Numerical differentiation')} class="function">
        <div class="inputs">
          <TextField
            id="derivative-f"
            label={two ? `f(${given.variables.join(', ')})` : 'f(x)'}
            title={l10n.t('An expression of x, or of x0 and x1; sin, exp, log, sqrt and the like are known')}
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
          <StepField text={typed.value.h} error={faults.h} best={measured?.best ?? null} onStep={(h) => set({ h })} />
        </div>
        <div class="examples" role="group" aria-label={l10n.t('Examples')}>
          {examples.map(([name, values]) => (
            <Chip key={name} pressed={typed.value.f === values.f} onClick={() => set(values)}>
              {name}
            </Chip>
          ))}
        </div>
      </Card>
      <div class={read ? 'derivative-body' : 'derivative-body stale'} aria-disabled={!read}>
        {given?.kind === 'one' && (
          <OneVariableBody given={given} measured={measured} visible={visible} onStep={(h) => set({ h })} />
        )}
        {given?.kind === 'two' && <DescentCards given={given} h={Number(typed.value.h)} visible={visible} />}
      </div>
    </div>
  );
}
