import { expect, test } from 'vitest';
import { compareGradients } from '../../../src/engine';
import { amplification, picturesOf } from '../../../webview/check/pictures';

const tolerance = { atol: 1e-5, rtol: 1e-3 };
const layer = (name: string, shape: readonly number[], numerical: Float64Array) =>
  compareGradients(
    name,
    shape,
    numerical,
    numerical.map((value) => value + 2e-8),
    new Uint8Array(numerical.length),
    tolerance,
  );

test('W1 is shown as the digits of the units with the longest gradients', () => {
  const w1 = Float64Array.from(
    { length: 784 * 8 },
    (_, i) => ((i % 8) + 1) * 0.01 * (Math.floor(i / 8) === 29 ? 1 : 0),
  );
  const pictures = picturesOf(layer('W1', [784, 8], w1));
  expect(pictures.map(({ title }) => title)).toEqual(['7', '6', '5', '4', '3', '2']);
  const [{ width, height, numerical }] = pictures;
  expect([width, height, numerical.length, numerical[29]]).toEqual([28, 28, 784, 0.08]);
});

test('other parameters lie with their units along the page', () => {
  const [picture] = picturesOf(layer('W2', [3, 2], Float64Array.of(1, 2, 3, 4, 5, 6)));
  expect([picture.width, picture.height, [...picture.numerical]]).toEqual([3, 2, [1, 3, 5, 2, 4, 6]]);
  const [bias] = picturesOf(layer('b1', [3], Float64Array.of(1, 2, 3)));
  expect([bias.width, bias.height]).toEqual([3, 1]);
});

test('differences are amplified to what can be seen, and never made smaller', () => {
  const small = picturesOf(layer('b1', [2], Float64Array.of(0.5, -1)));
  expect(amplification(small)).toBe(7);
  expect(amplification([{ ...small[0], backprop: small[0].numerical }])).toBe(0);
  expect(amplification([{ ...small[0], backprop: small[0].numerical.map((value) => value * 100) }])).toBe(0);
});
