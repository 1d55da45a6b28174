import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointedThousands, typedList, typedNumber, typedWords } from '../../../src/functions/typedNumber';

test.each([
  ['0.1', 0.1],
  [' -.5 ', -0.5],
  ['.01', 0.01],
  ['1.', 1],
  ['+0.1', 0.1],
  ['+3.', 3],
  ['1E-4', 1e-4],
  ['7.73e-5', 7.73e-5],
  ['1e400', Infinity],
  ['2,000', 2000],
  ['-1,234,567.5', -1234567.5],
  ['１００', 100],
  ['２，０００', 2000],
  ['−5', -5],
  ['－５．５', -5.5],
  ['1e−3', 1e-3],
  ['\u00a05\u2009', 5],
  ['\u300012\u3000', 12],
  ['\ufeff7\u200b', 7],
])('%j is the number %d', (text, value) => {
  expect(typedNumber(text)).toBe(value);
});

test.each([
  ...['', ' ', '.', '1e', '0x10', '0b1', 'NaN', 'Infinity', '1_000', '1 2', 'x', '1e5.5', '--1', '5²', '½', '１２x'],
  ...['1,5', '1,50', '2,0000', '0,500', '1,,000', ',100', '1000,000', '1,000,00', '1e1,000'],
])('%j is no number', (text) => {
  expect(typedNumber(text)).toBeNaN();
});

test('every number is read as it is printed, bare or in thousands', () => {
  const thousands = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(typedNumber(String(value))).toBe(Number(String(value)));
      expect(typedNumber(value.toExponential())).toBe(Number(value.toExponential()));
    }),
  );
  fc.assert(
    fc.property(fc.integer(), (value) => {
      expect(typedNumber(thousands.format(value))).toBe(value);
    }),
  );
});

describe('a list', () => {
  test.each([
    '0.1, 0.2;0.3',
    '[0.1 0.2\n 0.3]',
    '(0.1,0.2,0.3,)',
    '0.1\t0.2\t0.3',
    '0.1\n0.2\r\n0.3\n',
    'y = [0.1, 0.2, 0.3]',
    'y=[0.1,0.2,0.3];',
    'np.array([0.1, 0.2, 0.3])',
    'y = np.array([[0.1, 0.2, 0.3]], dtype=np.float32)',
    "torch.tensor([0.1, 0.2, 0.3], device='cuda:0', dtype=torch.float64, requires_grad=True)",
    'array([0.1, 0.2, 0.3])',
    '[np.float64(0.1), np.float64(0.2), np.float64(0.3)]',
    '[０．１、0.2、0.3]'.replaceAll('、', '，'),
  ])('is read from %j', (text) => {
    expect(typedWords(text).map(typedNumber)).toEqual([0.1, 0.2, 0.3]);
    expect(typedList(text).map(typedNumber)).toEqual([0.1, 0.2, 0.3]);
  });

  test('says where it has a hole, and takes an end for one', () => {
    expect(typedWords('0.1,,0.3')).toEqual(['0.1', '', '0.3']);
    expect(typedWords('50,')).toEqual(['50']);
    for (const nothing of ['', ' ', ' [] ', 'np.array([])']) expect(typedWords(nothing)).toEqual([]);
  });

  test('keeps the words that are no numbers', () => {
    expect(typedWords('1, abc, 0x10')).toEqual(['1', 'abc', '0x10']);
  });

  test.each(['[1,500]', '1, 500', '1;500', '1 500', '100,50', '1500', '10,100,1000', '1,500,', '0,500'])(
    '%j can be read in one way',
    (text) => expect(() => typedList(text)).not.toThrow(),
  );

  test.each([
    ['1,500', '“1,500” can be read in two ways: write 1500 for one number, 1, 500 for several.'],
    ['50 1,500', '“1,500” can be read in two ways: write 1500 for one number, 1, 500 for several.'],
    ['１，５００', '“1,500” can be read in two ways: write 1500 for one number, 1, 500 for several.'],
    ['-1,234.5', '“-1,234.5” can be read in two ways: write -1234.5 for one number, -1, 234.5 for several.'],
    ['1,000,000', '“1,000,000” can be read in two ways: write 1000000 for one number, 1, 000, 000 for several.'],
    ['1,500,20', '“1,500” can be read in two ways: write 1500 for one number, 1, 500 for several.'],
    ['20,1,500', '“1,500” can be read in two ways: write 1500 for one number, 1, 500 for several.'],
  ])('%j is asked about', (text, sentence) => {
    expect(() => typedList(text)).toThrow(sentence);
  });
});

test('a whole number that may as well be thousands is asked about', () => {
  expect(pointedThousands(' 2.000 ')?.message).toBe('“2.000” can be read in two ways: write 2000 or 2.');
  for (const text of ['2000', '2,000', '2.0', '2.500', '0.000', '1e3', '2.000.000'])
    expect(pointedThousands(text), text).toBeUndefined();
});
