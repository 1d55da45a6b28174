import { BadInput } from '../../engine/badInput';

/** What an experiment may hold, many times more than any does: what is larger is no work for its checks. */
export const bounds = {
  /** Characters of a file, or of all texts together. */
  characters: 1_000_000,
  /** Values, lists and objects. */
  values: 10_000,
  /** Lists and objects inside of each other. */
  depth: 16,
};

export const tooLong = () =>
  new BadInput('experiment', 'An experiment has at most {0} characters.', [bounds.characters]);
export const tooMany = () => new BadInput('experiment', 'An experiment has at most {0} values.', [bounds.values]);
export const tooDeep = () =>
  new BadInput('experiment', 'An experiment has lists and objects at most {0} deep.', [bounds.depth]);

/** What makes `value` too large to be looked at any closer, whatever it is; ends after as many values as it may have. */
export function boundsFault(value: unknown): BadInput | undefined {
  let values = 0;
  let characters = 0;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > bounds.depth) return tooDeep();
    const inner: unknown[] = [];
    for (const part of level) {
      if (typeof part === 'string') characters += part.length;
      else if (Array.isArray(part)) {
        values += part.length;
        if (values <= bounds.values) inner.push(...(part as unknown[]));
      } else if (typeof part === 'object' && part !== null) {
        for (const key in part) {
          characters += key.length;
          if (++values > bounds.values) break;
          inner.push((part as Record<string, unknown>)[key]);
        }
      }
      if (values > bounds.values) return tooMany();
      if (characters > bounds.characters) return tooLong();
    }
    level = inner;
  }
  return undefined;
}
