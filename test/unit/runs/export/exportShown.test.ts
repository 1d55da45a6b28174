import { expect, test } from 'vitest';
import { exportShown } from '../../../../src/runs/export/exportShown';

const run = (name: string, ...loss: number[]) => ({
  name,
  dtype: 'float64' as const,
  series: { loss: Float64Array.from(loss) },
});

test('every step of every run is there, to its last digit, and what is not finite keeps its name', () => {
  const text = [...exportShown([run('relu · lr 0.1', 0.1 + 0.2, 2.5, -9.99e-8), run('a, "b"', NaN, Infinity)])].join(
    '',
  );
  expect(text).toBe('step,relu · lr 0.1,"a, ""b"""\n0,0.30000000000000004,NaN\n1,2.5,Infinity\n2,-9.99e-8,\n');
});

test('a float32 has its own digits, and its column says that it is one', () => {
  const losses = [2.3, 0.1, NaN].map(Math.fround);
  const text = [...exportShown([{ ...run('a', ...losses), dtype: 'float32' }, run('b', ...losses)])].join('');
  expect(text).toBe('step,a (float32),b\n0,2.3,2.299999952316284\n1,0.1,0.10000000149011612\n2,NaN,NaN\n');
});

test('every column has a name of its own', () => {
  const [header] = exportShown([run('relu'), run('relu'), run('step')]);
  expect(header).toBe('step,relu,relu (2),step (2)\n');
});

test('a long run comes in slices, none of its steps twice', () => {
  const slices = [...exportShown([run('long', ...Array.from({ length: 25_000 }, (_, step) => step))])];
  expect(slices).toHaveLength(4);
  const lines = slices.join('').trimEnd().split('\n');
  expect(lines).toHaveLength(25_001);
  expect(lines.slice(1).every((line, step) => line === `${step},${step}`)).toBe(true);
});

test('a name that a spreadsheet would take for a formula is text', () => {
  const names = ['=1+1', '+a', '-b', '@c', ' =d', '=e,"f"', 'a=b'];
  const [header] = exportShown(names.map((name) => run(name)));
  expect(header).toBe(`step,'=1+1,'+a,'-b,'@c,' =d,"'=e,""f""",a=b\n`);
});
