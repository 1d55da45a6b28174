import { expect, test } from 'vitest';
import { checkExperiment, defaultExperiment } from '../../../src/runs/experiment/experiment';
import { FormEdits } from '../../../webview/labs/train/formEdits';

const rate = (learningRate: number) => checkExperiment({ optimizer: { learningRate } });

test('an echo is no news, however late it comes', () => {
  const edits = new FormEdits(defaultExperiment);
  const first = edits.tell(rate(1));
  const second = edits.tell(rate(12));
  expect(edits.isNews(rate(1), first)).toBe(false);
  expect(edits.isTold(rate(12))).toBe(true);
  expect(edits.isNews(rate(12), second)).toBe(false);
  // The same text typed again has an echo of its own.
  const third = edits.tell(rate(1));
  expect(edits.isNews(rate(12), second)).toBe(false);
  expect(edits.isNews(rate(1), third)).toBe(false);
});

test('a run that was opened takes the place of what was typed', () => {
  const edits = new FormEdits(defaultExperiment);
  const first = edits.tell(rate(1));
  expect(edits.isNews(rate(1), first)).toBe(false);
  expect(edits.isNews(rate(0.5), null)).toBe(true);
  expect(edits.isNews(rate(0.5), null)).toBe(false);
  expect(edits.isTold(rate(1))).toBe(false);
});

test('what the host holds last wins when both spoke at once', () => {
  const edits = new FormEdits(defaultExperiment);
  const mine = edits.tell(rate(1));
  // The host opened a run before it heard of the edit: the edit is what it holds now.
  expect(edits.isNews(rate(0.5), null)).toBe(true);
  expect(edits.isNews(rate(1), mine)).toBe(true);
});

test('another page’s edit is news', () => {
  const edits = new FormEdits(defaultExperiment);
  edits.tell(rate(1));
  expect(edits.isNews(rate(3), 7)).toBe(true);
});

test('what makes no experiment gives way to a run, also to the one whose settings were changed to it', () => {
  const edits = new FormEdits(rate(1));
  const opened = rate(1);
  expect(edits.isNews(opened, null, true)).toBe(true);
  // Typed after that, and still there when its tab is shown again.
  expect(edits.isNews(opened, null, true)).toBe(false);
  // A page that is new, or an echo, says nothing of a run.
  expect(edits.isNews(rate(1), undefined, true)).toBe(false);
  const echo = edits.tell(rate(2));
  expect(edits.isNews(rate(2), echo, true)).toBe(false);
});
