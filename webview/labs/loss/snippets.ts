import { lossTerms, type Target } from '../../../src/engine';
import { repr } from '../../../src/engine/numberText';
import type { Example } from './source';

export type Library = 'numpy' | 'pytorch' | 'keras';
export type Form = Target['form'];

/** A double as Python prints it: 0.0, 1e-07, inf, nan. */
export function python(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const digits = repr(value)
    .replace(/e(?=\d)/, 'e+')
    .replace(/e([+-])(\d)$/, 'e$10$2');
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}

/** A double as Python code, where a bare nan or inf is no name. @param nan what it is called there. */
const literal = (value: number, nan: string) => (Number.isNaN(value) ? nan : python(value));
const list = (values: readonly number[], nan = 'np.nan') =>
  `[${values.map((value) => literal(value, nan)).join(', ')}]`;
const targetOf = ({ y, label, t }: Example) => t ?? y.map((_, k) => (k === label ? 1 : 0));
const oneHotList = (example: Example) => list(targetOf(example));

const kerasEpsilon = Math.fround(1e-7);
const kerasMost = Math.fround(1 - 1e-7);

const clipped = (value: number) => Math.min(Math.max(value, kerasEpsilon), kerasMost);

/**
 * What Keras makes of `y`, which it takes as float32, and without δ. The one-hot form divides y by its sum and clips it;
 * the label form clips it first and hands its logarithm to a softmax, which divides by the sum of what was clipped
 * (keras/src/backend/tensorflow/nn.py, `categorical_crossentropy` and `sparse_categorical_crossentropy`).
 */
export function kerasLoss(example: Example, form: Form): number {
  const { y, label } = example;
  const row = Float32Array.from(form === 'oneHot' ? y : y.map(clipped));
  const sum = row.reduce((total, value) => total + value, 0);
  if (form === 'label') return -Math.log(row[label] / sum);
  return targetOf(example).reduce(
    (total, share, k) => (share === 0 ? total : total - share * Math.log(clipped(row[k] / sum))),
    0,
  );
}

/** The book's loss of one sample in Python that runs as it is, with what it prints in a comment. */
export function snippet(library: Library, form: Form, example: Example, delta: number): string {
  const lines = { numpy, pytorch, keras }[library](form, example, delta);
  return `${lines.join('\n')}\n`;
}

/** What it prints; the logarithms of NumPy and PyTorch differ by processor in their last digit. */
function expected(form: Form, { y, label, t }: Example, delta: number): string {
  const { total } = lossTerms(y, label, delta, t)[form];
  const isRounded = Number.isFinite(total) && total !== 0;
  // + 0: a loss of −0 is printed as 0.0 by one library and as -0.0 by another.
  return python(total + 0) + (isRounded ? ', give or take the last digit' : '');
}

function numpy(form: Form, example: Example, delta: number): string[] {
  const { y, label } = example;
  return [
    'import numpy as np',
    '',
    `y = np.array(${list(y)})`,
    form === 'oneHot' ? `t = np.array(${oneHotList(example)})` : `t = ${label}`,
    `delta = ${python(delta)}`,
    '',
    form === 'oneHot' ? 'loss = -np.sum(t * np.log(y + delta))' : 'loss = -np.log(y[t] + delta)',
    `print(loss)  # ${expected(form, example, delta)}`,
  ];
}

function pytorch(form: Form, example: Example, delta: number): string[] {
  const { y, label } = example;
  const target = targetOf(example);
  const hasZero = y.some((value, k) => value === 0 && target[k] === 0);
  return [
    'import torch',
    ...(form === 'label' ? ['import torch.nn.functional as F'] : []),
    '',
    `y = torch.tensor(${list(y, 'torch.nan')}, dtype=torch.float64)`,
    form === 'oneHot' ? `t = torch.tensor(${oneHotList(example)}, dtype=torch.float64)` : `t = torch.tensor(${label})`,
    `delta = ${python(delta)}`,
    '',
    ...(form === 'oneHot' && hasZero ? ['# Not F.cross_entropy(torch.log(y), t): nan, as 0 * log(0) is.'] : []),
    form === 'oneHot' ? 'loss = -(t * torch.log(y + delta)).sum()' : 'loss = F.nll_loss(torch.log(y + delta), t)',
    `print(loss.item())  # ${expected(form, example, delta)}`,
  ];
}

function keras(form: Form, example: Example): string[] {
  const { y, label } = example;
  const loss = kerasLoss(example, form);
  const name = form === 'oneHot' ? 'CategoricalCrossentropy' : 'SparseCategoricalCrossentropy';
  return [
    'import keras',
    'import numpy as np',
    '',
    `y = np.array([${list(y)}], dtype="float32")`,
    form === 'oneHot' ? `t = np.array([${oneHotList(example)}], dtype="float32")` : `t = np.array([${label}])`,
    '',
    '# No delta: in float32, Keras clips y to [1e-7, 1 - 1e-7]',
    form === 'oneHot' ? '# after dividing it by its sum.' : '# and divides it by the sum of what is left.',
    `loss = keras.losses.${name}()(t, y)`,
    `print(float(loss))  # ${Number.isNaN(loss) ? 'nan' : `about ${python(Number(loss.toPrecision(6)))}, by that formula`}`,
  ];
}
