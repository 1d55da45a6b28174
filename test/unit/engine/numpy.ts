import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface RandomFigures {
  seed: number;
  random_sample_5: number[];
  choice_60000_10: number[];
  then_choice_60000_100: number[];
  choice_70000_7_replace_false: number[];
  permutation_20: number[];
  randn_7: number[];
  then_choice_10_5: number[];
  then_randn_2: number[];
}

interface LossFigures {
  seed: number;
  single: {
    y: number[];
    label: number;
    sum_squares_error: number;
    cross_entropy_error_one_hot: number;
    cross_entropy_error_label: number;
  }[];
  batch: { y: number[][]; label: number[]; cross_entropy_error: number; cross_entropy_error_one_hot: number };
}

interface TrainingFigures {
  seed: number;
  activation: 'relu' | 'sigmoid';
  loss: number[];
  train_accuracy: number[];
  test_accuracy: number[];
  accuracy_at: number[];
}

type Differences = Record<'forward' | 'central', number | null>;
interface DiffFigures {
  f: string;
  x: number;
  h: number;
  float64: Differences;
  float32: Differences;
}

type ParameterName = 'W1' | 'b1' | 'W2' | 'b2';
type GradientFigures = {
  seed: number;
  activation: 'relu' | 'sigmoid';
  hidden: number;
  batch: number;
  h: number;
  loss: number;
} & Record<`${ParameterName}_l2`, number> &
  Record<`${ParameterName}_largest`, [index: number, value: number][]>;

/** What NumPy 1.24 computed; test/fixtures/make_numpy_fixtures.py made it. */
export const numpy = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/numpy.json'), 'utf8')) as {
  random: RandomFigures[];
  losses: LossFigures[];
  training: TrainingFigures[];
  numerical_gradient: GradientFigures[];
  numerical_diff: DiffFigures[];
};

/** How many doubles lie between a and b. */
export function ulps(a: number, b: number): number {
  const bits = new BigInt64Array(new Float64Array([a, b]).buffer).map((value) =>
    value < 0n ? -(value & 0x7fffffffffffffffn) : value,
  );
  return Math.abs(Number(bits[0] - bits[1]));
}
