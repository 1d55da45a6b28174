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
const { onForget, recall, remember } = await import('../../../webview/host/requests');
const { beginAnew } = await import('../../../webview/labs/anew');
const { visit } = await import('../../../webview/host/state');

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
    beginAnew('derivative');
    expect(recall('derivative', { rates: 'first', stepNum: 'first' })).toEqual({ rates: 'first', stepNum: 'first' });
    expect(recall('batch', { rates: '' })).toEqual({ rates: 'its own' });
    expect(recall('panel', { tab: 'train' })).toEqual({ tab: 'derivative' });
  });

  test('puts away what it was opened with and what outlives it on the page', () => {
    const reset = vi.fn();
    const other = vi.fn();
    onForget('derivative', reset);
    onForget('batch', other);
    visit.value = { derivative: { f: 'x', x: '1', h: '1' } };
    beginAnew('derivative');
    expect(visit.value).toBeNull();
    expect(reset).toHaveBeenCalledOnce();
    expect(other).not.toHaveBeenCalled();
  });
});

test.each(tabs)('what the folder of %s keeps, it keeps under its own name', async (tab) => {
  const folder = `webview/labs/${tab}`;
  for (const name of await readdir(folder)) {
    const source = await readFile(`${folder}/${name}`, 'utf8');
    for (const [, part] of source.matchAll(/\b(?:recall|remember|onForget)(?:<.*>)?\(\s*'(\w+)'/g))
      expect(part, `${folder}/${name}`).toBe(tab);
  }
});
