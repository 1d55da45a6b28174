import { beforeAll, describe, expect, test } from 'vitest';
import { bundledCommandLine, type CommandLine } from './commandLine';

let lossLab: CommandLine;
beforeAll(async () => {
  lossLab = await bundledCommandLine('cli-diff');
});

const diff = async (...words: string[]): Promise<unknown> => {
  const { stdout, stderr, code } = await lossLab(['diff', ...words, '--json']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout);
};

test('a function of x gives a number each', async () => {
  expect(await diff('--f', '0.01*x^2+0.1*x', '--x', '5')).toEqual({ value: 0.1999999999990898, exact: 0.2 });
  expect(await diff('--f', 'x^2', '--x', '3', '--h', '1e-50')).toMatchObject({ value: 0, exact: 6 });
  expect(await diff('--f', 'x^2', '--x', '3', '--h', '1e-50', '--dtype', 'float32')).toMatchObject({
    value: null,
    exact: 6,
  });
  expect(await diff('--f', 'x^2', '--x', '3,', '--h', '1e-50')).toMatchObject({ value: 0, exact: 6 });
  expect((await lossLab(['diff', '--f', 'x^2', '--x', '3'])).stdout).toMatch(
    /^numerical {2}5\.99\d+\nexact {6}6\n$|^numerical {2}6\.0000\d+\nexact {6}6\n$/,
  );
});

describe('why a step tells nothing of the derivative is said', () => {
  const swallowed = (x: string, away: string, numerator: string, dtype = 'float64') =>
    `In ${dtype} ${x} + h is ${x}: the next number is ${away} away. So ${numerator} is exactly 0, and so is the “derivative”.`;
  const central = 'f(x+h) − f(x−h)';
  const [three, four] = [swallowed('3', '4.4e-16', central), swallowed('4', '8.9e-16', central)];
  test.each([
    ['x^2', '3', '1e-50', '', three],
    ['x^2', '4096', '1e-4', '--dtype float32', swallowed('4,096', '4.9e-4', central, 'float32')],
    ['x^2', '4096', '1e-4', '', undefined],
    ['x^2', '3', '1e-50', '--dtype float32', 'In float32 h itself is 0, and 0/0 is not a number.'],
    // Nearer to 1 from below than from above: only the forward difference is lost.
    ['x^2', '1', '1e-16', '--method forward', swallowed('1', '2.2e-16', 'f(x+h) − f(x)')],
    ['x^2', '1', '1e-16', '', undefined],
    ['x^2', '3', '1e-50', '--method complexStep', undefined],
    ['x0^2+x1^2', '3,4', '1e-50', '', `x0: ${three} x1: ${four}`],
    ['x0^2+x1^2', '4096,1', '1e-4', '--dtype float32', `x0: ${swallowed('4,096', '4.9e-4', central, 'float32')}`],
    ['sin(x)', '1', '1e20', '', expect.stringMatching(/^This h is wider than what f does within it: /)],
    ['sin(x)', '1', '1e20', '--method forward', expect.stringMatching(/^This h is wider than what f does within it: /)],
    ['exp(x)', '0', '1e-50', '', expect.stringMatching(/^f is the same number in float64 wherever this h takes it: /)],
    ['x^2', '3', '1e200', '', expect.stringMatching(/^This h is too large for float64: .* 1\.8e308, /)],
    ['x^2', '3', '1e30', '--dtype float32', expect.stringMatching(/^This h is too large for float32: .* 3\.4e38, /)],
    ['sqrt(x)', '1', '2', '', 'f is not a finite number at x − h: with this h there is no such difference.'],
    [
      'sqrt(x)',
      '1',
      '0.6',
      '--method fivePoint',
      'f is not a finite number at x − 2h: with this h there is no such difference.',
    ],
    ['sqrt(x)', '1', '2', '--method forward', undefined],
    ['log(x)', '-2', '1e-4', '', 'f is not a finite number at x itself: it has no derivative there.'],
    ['abs(x)', '0', '1e-4', '', expect.stringMatching(/^f has a kink here: /)],
    ['tan(x)', '1.5', '0.3', '', expect.stringMatching(/^Between x − h and x \+ h f jumps, /)],
    ['sin(x)', '1', '1e-4', '', undefined],
  ] as const)('%s at %s, h = %s %s', async (f, x, h, more, note) => {
    const words = ['--f', f, '--x', x, '--h', h, ...more.split(' ').filter(Boolean)];
    expect(((await diff(...words)) as { note?: string }).note).toEqual(note);
  });

  test('on a line of its own', async () => {
    const { stdout } = await lossLab(['diff', '--f', 'x^2', '--x', '3', '--h', '1e-50']);
    expect(stdout).toBe(`numerical  0\nexact      6\nnote       ${three}\n`);
  });
});

test('the complex step is exact with h = 1e-50', async () => {
  const words = ['--h', '1e-50', '--method', 'complexStep'];
  expect(await diff('--f', 'x^2', '--x', '3', ...words)).toEqual({ value: 6, exact: 6 });
  expect(await diff('--f', 'x0^2+x1^2', '--x', '3,4', ...words)).toEqual({ value: [6, 8], exact: [6, 8] });
});

test('a function of several variables gives a list each', async () => {
  const expected = { value: [6.00000000000378, 7.999999999999119], exact: [6, 8] };
  expect(await diff('--f', 'x0^2+x1^2', '--x', '3,4')).toEqual(expected);
  expect(await diff('--f', 'x^2+y^2', '--x', '3,4')).toEqual(expected);
  expect(await diff('--f', 'x0^2', '--x', '-3')).toMatchObject({ exact: [-6] });
  expect((await lossLab(['diff', '--f', 'x0^2+x1^2', '--x', '3,4'])).stdout).toBe(
    'numerical  6.00000000000378, 7.999999999999119\nexact      6, 8\n',
  );
});

test('where no rule gives a derivative, or f has no value, there is no exact one', async () => {
  expect(await diff('--f', 'max(0,x)', '--x', '2')).toMatchObject({
    value: expect.closeTo(1, 9) as number,
    exact: null,
  });
  expect(await diff('--f', 'floor(x)+sign(x)', '--x', '2.5')).toEqual({ value: 0, exact: null });
  expect(await diff('--f', 'log(x)', '--x', '-2')).toMatchObject({ value: null, exact: null });
  expect(await diff('--f', 'max(x0,1)+x1', '--x', '2,3')).toMatchObject({ exact: [null, 1] });
  expect((await lossLab(['diff', '--f', 'sign(x)', '--x', '2'])).stdout).toBe('numerical  0\nexact      none known\n');
});

test('numbers are typed as they are printed, a point as Python writes one', async () => {
  expect(await diff('--f', 'x', '--x', '2,000', '--h', '.5')).toEqual({ value: 1, exact: 1 });
  expect(await diff('--f', 'x0*x1', '--x', 'np.array([3., 4])', '--h', '1.')).toEqual({ value: [4, 3], exact: [4, 3] });
  expect(await diff('--f', 'x0*x1', '--x', '3,400')).toMatchObject({ exact: [400, 3] });
});

test('a formula that is read with other parentheses than it has is shown', async () => {
  expect((await lossLab(['diff', '--f', 'x/2x', '--x', '2', '--h', '1'])).stdout).toBe(
    'f          x / (2 * x)\nnumerical  0\nexact      0\n',
  );
});

describe('bad input: exit 2, one sentence on stderr, nothing on stdout', () => {
  test.each([
    ['--f x0+x1 --x 3', '--x: expected 2 values, one for each variable of --f, got 1.'],
    ['--f x0+x1 --x 3,4,5', '--x: expected 2 values, one for each variable of --f, got 3.'],
    ['--f x0+x1 --x 3,,4', '--x[1]: expected a number, got "".'],
    ['--f x0+x1 --x 3,', '--x: expected 2 values, one for each variable of --f, got 1.'],
    ['--f x^2 --x 3,4', '--x: expected a number, got "3,4".'],
    ['--f x0+x1+z --x 3,4', 'f: unknown symbol z; the variable is x0, x1.'],
    ['--f x0+x1 --x 3,4 --h 0', 'h: expected a positive number, got 0.'],
    ['--f x0+x1 --x 3,Infinity', '--x[1]: expected a number, got "Infinity".'],
    ['--f 1/0 --x 3', 'f: “1 / 0” is no finite number, whatever the variables are.'],
    ['--f NaN*x --x 3', 'f: “NaN” is no finite number, whatever the variables are.'],
    [
      '--f abs(x) --x 3 --method complexStep',
      'f: the complex step needs a function that is analytic; abs is not: over complex numbers it has no derivative.',
    ],
  ])('loss-lab diff %s', async (line, sentence) => {
    expect(await lossLab(['diff', ...line.split(' ')])).toEqual({ stdout: '', stderr: `${sentence}\n`, code: 2 });
  });
});
