import { readdir, readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { tabs } from '../../../src/shared/pageProtocol';

let state: unknown;
vi.stubGlobal('document', { body: { dataset: {} } });
vi.stubGlobal('acquireVsCodeApi', () => ({
  getState: () => state,
  setState: (next: unknown) => (state = next),
  postMessage: () => undefined,
}));
const { forget, onForget, recall, remember } = await import('../../../webview/host/requests');
const { kept } = await import('../../../webview/host/kept');
const { onVisit, visit } = await import('../../../webview/host/visit');

beforeEach(() => {
  state = undefined;
});

describe('a tab that begins anew', () => {
  test('forgets its own and leaves the others theirs', () => {
    remember('derivative', { rates: '0.1' });
    remember('derivative', { stepNum: '7' });
    remember('batch', { rates: 'its own' });
    remember('panel', { tab: 'derivative' });
    expect(recall('derivative', { rates: '', stepNum: '' })).toEqual({ rates: '0.1', stepNum: '7' });
    forget('derivative');
    expect(recall('derivative', { rates: 'first', stepNum: 'first' })).toEqual({ rates: 'first', stepNum: 'first' });
    expect(recall('batch', { rates: '' })).toEqual({ rates: 'its own' });
    expect(recall('panel', { tab: 'train' })).toEqual({ tab: 'derivative' });
  });

  test('puts away what outlives it on the page', () => {
    const reset = vi.fn();
    const other = vi.fn();
    onForget('derivative', reset);
    onForget('batch', other);
    forget('derivative');
    expect(reset).toHaveBeenCalledOnce();
    expect(other).not.toHaveBeenCalled();
  });
});

describe('what is kept', () => {
  test('outlives the tab and the page, and is as at first when the tab begins anew', () => {
    const typed = kept('derivative', { f: 'sin(x)', x: '1' });
    typed.set({ x: '2' });
    expect(typed.value).toEqual({ f: 'sin(x)', x: '2' });
    expect(kept('derivative', { f: 'sin(x)', x: '1' }).value).toEqual({ f: 'sin(x)', x: '2' });
    forget('derivative');
    expect(typed.value).toEqual({ f: 'sin(x)', x: '1' });
  });

  test('is what a visit changes, also in a tab that is not shown, and only once', () => {
    const shown = vi.fn();
    onVisit('draw', shown);
    visit({ draw: { seed: 0, size: 10, replace: true } });
    visit({ source: 'typed' });
    visit({});
    expect(shown.mock.calls).toEqual([[{ seed: 0, size: 10, replace: true }]]);
  });
});

test.each(tabs)('what the folder of %s keeps, it keeps under its own name', async (tab) => {
  const folder = `webview/labs/${tab}`;
  for (const name of await readdir(folder)) {
    const source = await readFile(`${folder}/${name}`, 'utf8');
    for (const [, part] of source.matchAll(/\b(?:recall|remember|onForget|kept)(?:<.*>)?\(\s*'(\w+)'/g))
      expect(part, `${folder}/${name}`).toBe(tab);
  }
});
