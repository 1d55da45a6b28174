import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { english } from '../../../src/engine/badInput';
import { typedNumber } from '../../../src/functions/typedNumber';
import {
  count,
  duration,
  fixed,
  percent,
  plain,
  repr,
  repr32,
  roughTime,
  significant,
} from '../../../src/engine/numberText';

test.each([
  [count(60000), '60,000'],
  [count(999), '999'],
  [count(1234567.4), '1,234,567'],
  [fixed(-1e-9, 6), '0.000000'],
  [fixed(-0, 2), '0.00'],
  [fixed(-1234.5, 2), '-1,234.50'],
  [fixed(-Infinity, 2), '−∞'],
  [significant(0.34567), '0.3457'],
  [significant(21.6, 3), '21.6'],
  [significant(216, 2), '220'],
  [significant(12345.6), '12,350'],
  [significant(9.99996), '10.00'],
  [significant(0.000999996), '0.001000'],
  [significant(7.73e-5, 3), '7.73e-5'],
  [significant(2.5e7, 3), '2.50e7'],
  [significant(0), '0'],
  [significant(-0), '0'],
  [significant(NaN), 'NaN'],
  [significant(Infinity), '∞'],
  [plain(0.0001), '1e-4'],
  [plain(0.0000773), '7.73e-5'],
  [plain(0.001), '0.001'],
  [plain(50000), '50,000'],
  [plain(2.5e7), '2.5e7'],
  [plain(99999980, 12, 1e16), '99,999,980'],
  [plain(0.1 + 0.2, 6), '0.3'],
  [plain(-0), '0'],
  [repr(0.5975), '0.5975'],
  [repr(1e16), '1e16'],
  [repr(3.396914956275151e-6), '3.396914956275151e-6'],
  [repr32(Math.fround(0.1)), '0.1'],
  [repr32(253 / 255), '0.99215686'],
  [repr32(2.3025852), '2.3025851'],
  [percent(0.9342), '93.42\u00a0%'],
  [percent(-1e-9), '0.00\u00a0%'],
])('%s is %s', (text, expected) => {
  expect(text).toBe(expected);
});

test('what is written is read back, and is written in one way', () => {
  const any = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 17 }), (value, digits) => {
      const rounded = Number(value.toPrecision(digits));
      // Beyond the largest number, when rounded up.
      fc.pre(Number.isFinite(rounded));
      for (const text of [significant(value, digits), plain(value, digits)]) {
        expect(typedNumber(text) === rounded, text).toBe(true);
        expect(text).not.toMatch(/e\+|^-0(\.0*)?$|\d{4}(?=.*[,])/);
      }
      expect(typedNumber(repr(value)) === value).toBe(true);
      const single = Math.fround(value);
      if (Number.isFinite(single)) expect(Math.fround(typedNumber(repr32(value))) === single).toBe(true);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.integer(), (value) => {
      expect(typedNumber(count(value)) === value).toBe(true);
    }),
  );
});

describe('seconds', () => {
  test.each([
    [0.55, '0.55 s', '550\u00a0ms'],
    [9.999, '10.0 s', '10 s'],
    [42.31, '42.3 s', '42 s'],
    [59.99, '1:00', '1 min 0 s'],
    [65, '1:05', '1 min 10 s'],
    [7389, '2:03:09', '2 h 3 min'],
    [0.00045, '0.00 s', '450\u00a0µs'],
  ])('%d: measured %s, reckoned %s', (seconds, measured, reckoned) => {
    expect([duration(seconds, english), roughTime(seconds, english)]).toEqual([measured, reckoned]);
  });
});

/** What a machine's or a browser's own language decides, and digits written elsewhere; parts of a number may be asked for. */
const elsewhere = /toLocaleString\((?!language\(\))|\bIntl\.|\.toFixed\(|\.toExponential\((?!\)\.split)/;

test('no room writes a number in a way of its own', async () => {
  const found: string[] = [];
  for (const room of ['src', 'webview'])
    for (const name of await readdir(room, { recursive: true })) {
      const path = `${room}/${name.replaceAll('\\', '/')}`;
      if (!/\.tsx?$/.test(path) || path === 'src/engine/numberText.ts') continue;
      const lines = (await readFile(path, 'utf8')).split('\n');
      lines.forEach((line, i) => elsewhere.test(line) && found.push(`${path}:${i + 1} ${line.trim()}`));
    }
  expect(found).toEqual([]);
});
