import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortName, splitNames } from '../../../../src/runs/naming/shortName';

const files = ['mnist-adam-wide-seed-1', 'mnist-adam-wide-seed-2', 'mnist-adam-wide-seed-2 (2)'];
const repeated = ['relu · lr 0.1', 'relu · lr 0.1 (2)', 'relu · lr 0.1 (3)'];

test.each([
  [files[0], files, ['mnist-adam-wide-', 'seed-1']],
  [files[2], files, ['mnist-adam-wide-', 'seed-2 (2)']],
  [repeated[1], repeated, ['relu · lr ', '0.1 (2)']],
  // What begins otherwise is told by its beginning.
  ['lr 0.5 · seed 3', [...repeated, 'lr 0.5 · seed 3'], ['lr 0.5 · seed 3', '']],
  ['lr 0.5 · seed 3', ['lr 0.5 · seed 3', 'lr 0.5 · seed 31'], ['lr 0.5 · ', 'seed 3']],
])('%s among %j', (name, names, parts) => {
  expect(splitNames(names)[names.indexOf(name)]).toEqual(parts);
});

test.each([
  [files, 18, ['mnist-adam…seed-1', 'mnist-adam…seed-2', 'mnist-a…seed-2 (2)']],
  [repeated, 14, ['relu · lr 0.1', 'relu…0.1 (2)', 'relu…0.1 (3)']],
  [['alone as it is here', 'another'], 12, ['alone as it…', 'another']],
  [
    ['the same beginning, then one long end of it', 'the same beginning, then two long ends'],
    26,
    ['the same…then one long e…', 'the same…then two long e…'],
  ],
])('in little room, what tells a name from the others is seen: %j', (names, most, short) => {
  const cut = splitNames(names).map((parts) => shortName(parts, most));
  expect(cut.every(({ length }) => length <= most)).toBe(true);
  expect(cut).toEqual(short);
});

test('a name is whole in its parts, and its end begins before what tells it from every other', () => {
  const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-'), maxLength: 40 }), { maxLength: 12 });
  fc.assert(
    fc.property(names, (given) => {
      const alike = (a: string, b: string) =>
        Array.from(a, (_, i) => i).findIndex((i) => !b.startsWith(a.slice(0, i + 1)));
      for (const [i, [beginning, end]] of splitNames(given).entries()) {
        const name = given[i];
        expect(beginning + end).toBe(name);
        const starts = given.filter((other) => other !== name).map((other) => alike(name, other));
        // Where none differs it is the beginning of another, which ends in more.
        const told = Math.max(0, ...starts.map((start) => (start < 0 ? name.length : start)));
        if (end === '') expect(told).toBeLessThan(12);
        else expect(beginning.length).toBeLessThan(told);
      }
    }),
  );
});
