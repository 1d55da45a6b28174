import { describe, expect, test } from 'vitest';
import { aTask } from '../aTask';
import { lossCost } from '../../../src/worker/lossCost';

describe('what a batch of targets costs', () => {
  test('one-hot grows with the classes, labels do not', async () => {
    const costs = [
      await lossCost(10, aTask()),
      await lossCost(100, aTask()),
      await lossCost(1000, aTask()),
      await lossCost(10_000, aTask()),
    ];
    expect(costs[0]).toMatchObject({ rows: 100, bytes: { oneHot: 4000, label: 400 } });
    expect(costs[3]).toMatchObject({ rows: 100, bytes: { oneHot: 4_000_000, label: 400 } });
    // A thousand times the work, and the same work: far enough apart to be told whatever else the machine does.
    const [{ seconds: few }, , , { seconds: many }] = costs;
    const grown = many.oneHot / few.oneHot;
    expect(grown).toBeGreaterThan(20);
    expect(many.label / few.label).toBeLessThan(grown / 5);
  });

  test('whatever else is asked meanwhile is answered', async () => {
    let answered = 0;
    const measuring = { isOver: false };
    const listen = () => {
      answered++;
      if (!measuring.isOver) setImmediate(listen);
    };
    listen();
    await lossCost(100_000, aTask());
    measuring.isOver = true;
    expect(answered).toBeGreaterThan(5);
  });
});
