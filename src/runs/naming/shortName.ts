/** Characters at the beginning of a name that every place has room for. */
const sureRoom = 12;
/** Characters of an end that are kept. */
const mostEnd = 16;
/** Characters before the difference that an end has at least, and at most. */
const before = 4;
const mostBefore = 10;

/** How many characters two names begin alike with. */
function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** How many characters each of `names` begins with that another one begins with too. */
function alikeOf(names: readonly string[]): Map<string, number> {
  const sorted = [...new Set(names)].sort();
  // No name is more like one than those beside it in their order.
  const besideNext = sorted.slice(1).map((name, i) => alike(name, sorted[i]));
  return new Map(sorted.map((name, i) => [name, Math.max(0, ...besideNext.slice(Math.max(i - 1, 0), i + 1))]));
}

function split(name: string, told: number): [string, string] {
  if (told < sureRoom) return [name, ''];
  // With the word before it, which says what it is of.
  const near = name.slice(0, told - before);
  const word = /[^\s·_-]*$/.exec(near)?.[0].length ?? 0;
  const from = Math.max(near.length - word, told - mostBefore);
  return [name.slice(0, from), name.slice(from)];
}

/**
 * Names as they may be shortened: what stands at the end of one that tells it from others which begin like it has to be seen.
 * @param names those that stand together.
 * @returns [beginning, end] of each; no end where the beginning tells it from all others.
 */
export function splitNames(names: readonly string[]): [string, string][] {
  const told = alikeOf(names);
  return names.map((name) => split(name, told.get(name) ?? 0));
}

/** A name in at most `most` characters; the whole belongs in a tooltip. */
export function shortName([beginning, end]: readonly [string, string], most: number): string {
  if (beginning.length + end.length <= most) return beginning + end;
  const keptEnd = end.length > mostEnd ? `${end.slice(0, mostEnd - 1).trimEnd()}…` : end;
  return `${beginning.slice(0, most - 1 - keptEnd.length).replace(/[\s·_-]+$/, '')}…${keptEnd}`;
}
