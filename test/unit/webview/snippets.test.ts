import { describe, expect, test } from 'vitest';
import { repr } from '../../../src/engine/numberText';
import { kerasLoss, python, snippet } from '../../../webview/labs/loss/snippets';
import { examples } from '../../../webview/labs/loss/source';

const { example1 } = examples;

describe('code to copy', () => {
  test('NumPy, one-hot', () => {
    expect(snippet('numpy', 'oneHot', example1, 1e-7)).toBe(`import numpy as np

y = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
t = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
delta = 1e-07

loss = -np.sum(t * np.log(y + delta))
print(loss)  # 0.510825457099338, give or take the last digit
`);
  });

  test('PyTorch, label', () => {
    expect(snippet('pytorch', 'label', example1, 1e-7)).toBe(`import torch
import torch.nn.functional as F

y = torch.tensor([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0], dtype=torch.float64)
t = torch.tensor(2)
delta = 1e-07

loss = F.nll_loss(torch.log(y + delta), t)
print(loss.item())  # 0.510825457099338, give or take the last digit
`);
  });

  test('without δ the one-hot form says nan, and the label form does not', () => {
    expect(snippet('numpy', 'oneHot', example1, 0)).toContain('delta = 0.0\n');
    expect(snippet('numpy', 'oneHot', example1, 0)).toContain('print(loss)  # nan');
    expect(snippet('numpy', 'label', example1, 0)).toContain('print(loss)  # 0.5108256237659907');
    expect(snippet('numpy', 'label', { ...example1, label: 3 }, 0)).toContain('print(loss)  # inf');
  });

  test('PyTorch’s own cross-entropy is warned of where it gives nan', () => {
    expect(snippet('pytorch', 'oneHot', example1, 1e-7)).toContain('# Not F.cross_entropy');
    expect(snippet('pytorch', 'oneHot', { y: Array<number>(10).fill(0.1), label: 2 }, 1e-7)).not.toContain('# Not');
  });

  test.each([
    ['numpy', 'np.nan', 'print(loss)  # nan\n'],
    ['pytorch', 'torch.nan', 'print(loss.item())  # nan\n'],
    ['keras', 'np.nan', 'print(float(loss))  # nan\n'],
  ] as const)('%s: the NaN of a diverged network is a name that Python knows', (library, nan, printed) => {
    const diverged = { y: Array<number>(10).fill(NaN), label: 2 };
    for (const form of ['oneHot', 'label'] as const) {
      const code = snippet(library, form, diverged, 1e-7);
      expect(code).toContain(`[${Array<string>(10).fill(nan).join(', ')}]`);
      expect(code.replace(/#.*/g, '')).not.toMatch(/(?<![\w.])(nan|NaN|inf)\b/);
      expect(code).toContain(printed);
    }
  });

  test('Keras names its clipping and its value', () => {
    expect(snippet('keras', 'label', example1, 1e-7)).toContain('Keras clips y to [1e-7, 1 - 1e-7]\n# and divides');
    expect(snippet('keras', 'label', example1, 1e-7)).toContain('# about 0.510826,');
    expect(snippet('keras', 'oneHot', example1, 1e-7)).toContain('keras.losses.CategoricalCrossentropy()(t, y)');
  });
});

test('Keras clips both ends in float32, and divides by the sum', () => {
  const y = [1, 0];
  expect(kerasLoss({ y, label: 1 }, 'label')).toBeCloseTo(16.118096, 6);
  expect(kerasLoss({ y, label: 0 }, 'oneHot')).toBeCloseTo(1.1920929e-7, 13);
  expect(kerasLoss({ y, label: 0 }, 'label')).toBeCloseTo(1e-7, 12);
  expect(kerasLoss({ y: [0.5, 0.25], label: 0 }, 'oneHot')).toBeCloseTo(Math.log(1.5), 6);
  expect(kerasLoss({ y: [0.5, 0.25], label: 0 }, 'label')).toBeCloseTo(Math.log(1.5), 6);
  // What the nine zeros are clipped to counts in the label form's sum.
  expect(kerasLoss({ y: [1, ...Array<number>(9).fill(0)], label: 0 }, 'label')).toBeCloseTo(9e-7, 8);
});

test('the page writes an exponent in one way, and Python in its own', () => {
  expect([repr(5.6e-5), repr(1e16), repr(0.0001)]).toEqual(['5.6e-5', '1e16', '0.0001']);
  expect([python(5.6e-5), python(1e16)]).toEqual(['5.6e-05', '1e+16']);
});

test.each([
  [0, '0.0'],
  [-0, '-0.0'],
  [1, '1.0'],
  [1e-7, '1e-07'],
  [5e-324, '5e-324'],
  [0.1, '0.1'],
  [NaN, 'nan'],
  [-Infinity, '-inf'],
])('%d is %s to Python', (value, text) => {
  expect(python(value)).toBe(text);
});
