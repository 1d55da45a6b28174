/** How many slices there are: one more than a thread could listen in between. */
export function countSlices(slices: Generator<unknown, unknown>): number {
  let count = 1;
  while (!slices.next().done) count++;
  return count;
}
