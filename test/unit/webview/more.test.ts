import { expect, test } from 'vitest';
import { moreAt } from '../../../webview/components/more';

test.each([
  [0, 300, 300, ''],
  [0, 300, 420, 'end'],
  [60, 300, 420, 'start end'],
  [120, 300, 420, 'start'],
  // Sizes are rounded: a pixel hides nothing.
  [0.5, 300, 301, ''],
])('scrolled by %d of %d in %d, more is at: %s', (scrolled, seen, wide, ends) => {
  expect(moreAt(scrolled, seen, wide)).toBe(ends);
});
