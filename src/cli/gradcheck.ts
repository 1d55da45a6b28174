import {
  BadInput,
  english,
  GradientChecker,
  layerVerdict,
  numericalCost,
  type LayerCheck,
  type LayerVerdict,
} from '../engine';
import { count, plain, repr, roughTime, significant } from '../engine/numberText';
import { readArguments } from './arguments';
import type { Command } from './command';
import { dataFor } from './dataFor';
import { progressLine } from './progressLine';
import { readExperiment } from './settings';

const timed = <T>(work: () => T): { value: T; seconds: number } => {
  const before = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - before) / 1000 };
};

/** Runs the slices through, saying how far they are. */
function exhaust<T>(slices: Generator<number, T>): T {
  const line = progressLine();
  let slice = slices.next();
  for (; !slice.done; slice = slices.next()) line.show(`${Math.round(100 * slice.value)} %`);
  line.clear();
  return slice.value;
}

const marks: Record<LayerVerdict, string> = { right: 'ok  ', wrong: 'FAIL', untold: 'none' };

const isZero = (gradient: Float64Array) => gradient.every((value) => value === 0);

/** A relative error beside which “ok” needs a word. */
const muchApart = 0.01;

/** How far apart the two gradients of a layer are, which agree where both are 0, too. */
function distances({ maxAbsoluteError, maxRelativeError, differencedError, ...layer }: LayerCheck): string[] {
  const apart = `max |a − n| ${significant(maxAbsoluteError, 2)}`;
  const [n, a] = [isZero(layer.numerical), isZero(layer.backprop)];
  const zeros = n && a ? ['all 0'] : n ? ['numerical all 0'] : [];
  // The verdict is about the loss that is differenced, whose δ lets nothing through from a probability of 0.
  const isApartByDelta = maxRelativeError > muchApart && differencedError < maxAbsoluteError;
  return layer.passes && (!layer.passesAsTrained || isApartByDelta)
    ? [...zeros, `max |a − n| ${significant(differencedError, 2)} with δ in both`, `${apart} without δ in a`]
    : [apart, `relative ${significant(maxRelativeError, 2)}`, ...zeros];
}

const row = (layer: LayerCheck) => {
  const { name, shape, l2, kinks } = layer;
  return [
    `${marks[layerVerdict(layer)]} ${name.padEnd(3)} ${shape.join('×').padEnd(9)}`,
    `l2 ${significant(l2)}`,
    ...distances(layer),
    ...(kinks ? [`${count(kinks)} left out: the step crosses ReLU’s kink`] : []),
  ].join('  ');
};

/** Why a check is none to rely on; undefined when every parameter passes. */
function failureOf(layers: readonly LayerCheck[]): string | undefined {
  const named = (verdict: LayerVerdict) =>
    layers
      .filter((layer) => layerVerdict(layer) === verdict)
      .map(({ name }) => name)
      .join(', ');
  const [wrong, untold] = [named('wrong'), named('untold')];
  const sentences = [
    ...(wrong ? [`The numerical gradient and backpropagation part in ${wrong}.`] : []),
    ...(untold
      ? [`Nothing could be compared in ${untold}: the step crosses ReLU’s kink wherever an input is not 0.`]
      : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

/** `loss-lab gradcheck`: the numerical gradient of every parameter beside backpropagation's, at a run's first step. */
export const gradcheckCommand: Command = {
  usage: 'gradcheck [FILE] [--set key.path=value …] [--full] [--json]',
  summary: 'numerical gradient of every parameter against backpropagation, in float64',
  async run(words) {
    const { values, positionals } = readArguments(
      words,
      { set: { type: 'string', multiple: true, default: [] }, full: { type: 'boolean' }, json: { type: 'boolean' } },
      true,
    );
    if (positionals.length > 1)
      throw new BadInput('FILE', 'Expected one experiment file, got {0}.', [positionals.length]);
    const experiment = await readExperiment(positionals.at(0), values.set);
    const source = { file: positionals.at(0), settings: values.set };
    const { train } = await dataFor({ ...experiment, dtype: 'float64' }, source);
    const { hidden, activation } = experiment.network;
    const cost = numericalCost([train.inputs, ...hidden, train.classes], activation, experiment.batch.size);
    if (process.stderr.isTTY && cost.seconds > 1)
      console.error(`${count(cost.parameters)} parameters: about ${roughTime(cost.seconds, english)}.`);
    const checker = GradientChecker.of(experiment, train);
    const backprop = timed(() => checker.backprop());
    const numerical = timed(() => exhaust(checker.numericalInSlices()));
    const differenced = checker.backprop(undefined, 'differenced');
    const check = checker.compare(numerical.value, backprop.value, differenced);
    const { loss, layers } = check;
    const agreesAt = exhaust(checker.agreeingStep(check, differenced));
    const result = {
      loss,
      agreesAt,
      layers: layers.map(({ numerical: n, backprop: a, ...layer }) =>
        values.full ? { ...layer, numerical: Array.from(n), backprop: Array.from(a) } : layer,
      ),
      seconds: { numerical: numerical.seconds, backprop: backprop.seconds },
    };
    const text = [
      `loss ${repr(loss)}`,
      ...layers.map(row),
      ...(agreesAt === null ? [] : [`this step cannot tell: a central difference with h = ${plain(agreesAt)} agrees`]),
      `numerical ${roughTime(numerical.seconds, english)}, backpropagation ${roughTime(backprop.seconds, english)}`,
    ].join('\n');
    const failure = failureOf(layers);
    return { result, text, ...(failure === undefined ? {} : { failure }) };
  },
};
