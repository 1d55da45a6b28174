import { expect, test, vi } from 'vitest';
import { drawing, drawn, startDrawing } from '../../../webview/labs/batch/drawing';
import { readFields } from '../../../webview/labs/batch/fields';

interface Asked {
  size: number;
  replace: boolean;
  first: number;
  count: number;
}
const { asked } = vi.hoisted(() => ({ asked: [] as { params: Asked; answer: (answer: object) => void }[] }));
vi.mock('../../../webview/host/requests', async () =>
  (await import('./requestsMock')).requestsOf({
    answer: (_, params: Asked) => new Promise((resolve) => asked.push({ params, answer: resolve })),
  }),
);

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('one waits for the loss of all; then every size is asked for at once, from where it is, until it has its draws', async () => {
  const { plan } = readFields({ seed: '0', sizes: '2, 3', draws: '40', replacement: 'both' });
  const over = startDrawing(plan!);
  const rounds: number[] = [];
  const got = new Map<string, number>();
  while (drawing.isUnderWay) {
    const round = asked.splice(0);
    rounds.push(round.length);
    for (const { params, answer } of round) {
      const name = `${params.size} ${params.replace}`;
      const isMeasuring = rounds.length < 3;
      expect(params.first).toBe(got.get(name) ?? 0);
      expect(params.first + params.count).toBeLessThanOrEqual(40);
      // The thread may give fewer than it was asked for: as many as it has time for.
      const losses = isMeasuring ? [] : new Array<number>(Math.min(params.count, 15)).fill(params.size);
      got.set(name, params.first + losses.length);
      answer({ losses, measured: isMeasuring ? 0.5 : 1, all: 1, spread: 1, network: { kind: 'run' } });
    }
    await settled();
  }
  await over;
  expect(rounds).toEqual([1, 1, 1, 3, 4, 4]);
  expect(drawn.value?.losses.map((losses) => [losses.length, losses[0]])).toEqual([
    [40, 2],
    [40, 2],
    [40, 3],
    [40, 3],
  ]);
});
