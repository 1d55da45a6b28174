/** Files that are worked on at a time: a process may have only so many open, often 1024, and is not alone in it. */
const most = 16;

/** Does `work` for each of `items`, a few of them at a time. */
export async function manyAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const inTurn = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, inTurn));
}
