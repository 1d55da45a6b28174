import { beforeAll, describe, expect, test } from 'vitest';
import { bundledCommandLine, type CommandLine } from './commandLine';

let lossLab: CommandLine;
beforeAll(async () => {
  lossLab = await bundledCommandLine('gradcheck');
});

interface Printed {
  loss: number;
  agreesAt: number | null;
  layers: {
    name: string;
    l2: number | null;
    passes: boolean;
    kinks: number;
    compared: number;
    differencedError: number;
  }[];
}

/** What it prints of a check of the book's network with these settings. */
async function check(...settings: string[]) {
  const sets = settings.flatMap((setting) => ['--set', setting]);
  const { stdout, stderr, code } = await lossLab(['gradcheck', '--json', ...sets]);
  return { printed: JSON.parse(stdout) as Printed, stderr, code };
}

const few = 'network.hidden=[8]';

describe('a check', { timeout: 60_000 }, () => {
  test('that agrees ends with 0', async () => {
    const { printed, stderr, code } = await check(few);
    expect([code, stderr]).toEqual([0, '']);
    expect(printed.layers.every(({ passes, compared }) => passes && compared > 0)).toBe(true);
  });

  test('that fails ends with 1, and says where', async () => {
    const { printed, stderr, code } = await check(few, 'gradient={"kind":"centralDifference","h":1}');
    expect(code).toBe(1);
    const failing = printed.layers.filter(({ passes, compared }) => !passes && compared > 0).map(({ name }) => name);
    expect(failing.length).toBeGreaterThan(0);
    expect(stderr).toContain(`The numerical gradient and backpropagation part in ${failing.join(', ')}.`);
    expect(printed.agreesAt).toBe(1e-4);
  });

  test('in which nothing could be compared is not ok: every unit is within a step of ReLU’s kink', async () => {
    const settings = [few, 'network.init={"kind":"normal","std":1e-12}'];
    const { printed, stderr, code } = await check(...settings);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'Nothing could be compared in W1, b1: the step crosses ReLU’s kink wherever an input is not 0.\n',
    );
    for (const layer of printed.layers.slice(0, 2)) expect(layer).toMatchObject({ passes: false, compared: 0 });
    const { stdout } = await lossLab(['gradcheck', ...settings.flatMap((setting) => ['--set', setting])]);
    expect(stdout).toMatch(/^none b1 .* {2}8 left out: the step crosses ReLU’s kink$/m);
    expect(stdout).not.toMatch(/^ok {3}[Wb]1/m);
  });

  test('whose loss stands still at its δ says that all is 0, and what backpropagation has without δ', async () => {
    const settings = ['--set', few, '--set', 'network.init={"kind":"normal","std":1e30}'];
    const { stdout } = await lossLab(['gradcheck', ...settings]);
    expect(stdout).toMatch(
      /^ok {3}W2 .* l2 0 {2}numerical all 0 {2}max \|a − n\| 0 with δ in both {2}max \|a − n\| \d\S+ without δ in a$/m,
    );
    expect(stdout).not.toContain('relative 1');
  });

  test('that is apart by δ alone says what is compared, also where that is within the tolerance', async () => {
    const settings = ['network.hidden=[10]', 'network.init.std=0.4', 'batch.size=20'];
    const { stdout, code } = await lossLab(['gradcheck', ...settings.flatMap((setting) => ['--set', setting])]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ok {3}W1 .* {2}max \|a − n\| \S+e-1\d with δ in both {2}max \|a − n\| \S+e-6 without δ in a$/m,
    );
    expect(stdout).toMatch(/^ok {3}b1 .* {2}relative \S+e-4$/m);
  });

  test('of a layer that has no gradient says so', async () => {
    // Two sigmoid units, so far out that they are flat.
    const settings = [
      'network.hidden=[2,2]',
      'network.activation=sigmoid',
      'network.init={"kind":"normal","std":1e30}',
    ];
    const { stdout } = await lossLab(['gradcheck', ...settings.flatMap((setting) => ['--set', setting])]);
    expect(stdout).toMatch(/^ok {3}W1 .* l2 0 {2}max \|a − n\| 0 {2}relative 0 {2}all 0$/m);
  });

  test.each([
    ['scores far apart, from logits', ['loss.from=logits', 'network.init={"kind":"normal","std":2}'], 1e-5],
    ['scores far apart', ['gradient=centralDifference', 'network.init={"kind":"normal","std":3}'], 1e-5],
    ['weights that swallow h', [few, 'network.init={"kind":"normal","std":1e30}'], 1e-5],
    ['two layers of them', ['network.hidden=[2,2]', 'network.init={"kind":"normal","std":1e4}'], 1e-5],
    ['a step of 1000', [few, 'gradient={"kind":"centralDifference","h":1000}'], Infinity],
    ['a step of a million', [few, 'gradient={"kind":"centralDifference","h":1e6}'], Infinity],
  ])('with %s has a finite difference in every place', async (_, settings, most) => {
    const { printed } = await check(...settings);
    for (const { name, l2, differencedError } of printed.layers) {
      // JSON has null for NaN.
      expect([name, Number.isFinite(l2)]).toEqual([name, true]);
      expect(differencedError).toBeLessThan(most);
    }
  });
});
