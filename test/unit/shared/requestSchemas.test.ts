import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { fromWebviewSchema, requestSchemas, type Method, type Params } from '../../../src/shared/pageProtocol';

const runId = '20261127115841-0a1b2c3d';
const edit = 1_795_000_000_000;
const one = { size: 100, replace: true, had: 0 };
const batch = { drawing: edit, seed: 0, draws: 1000, series: [one], measured: 0 };

/** Of every request one that is right, and what is wrong with others: each alone is refused. */
const cases: { [M in Method]: [right: Params<M>, ...wrong: object[]] } = {
  train: [{ experiment: {} }],
  pause: [{}],
  resume: [{}],
  step: [{}],
  stop: [{}],
  loadData: [{}],
  pixels: [
    { ids: [0, 69_999] },
    { ids: [-1] },
    { ids: [70_000] },
    { ids: [0.5] },
    { ids: ['0'] },
    { ids: Array.from({ length: 1001 }, (_, i) => i) },
  ],
  predict: [{ ids: [5] }, { ids: [NaN] }, { ids: 5 }, { ids: new Array(1001).fill(0) }],
  predictAll: [{}],
  draw: [{ seed: 0, size: 10, replace: false }, { size: '10' }, { replace: 1 }, { seed: null }],
  batchLosses: [
    batch,
    { drawing: -1 },
    { seed: 2 ** 32 },
    { seed: -1 },
    { draws: 0 },
    { draws: 100_001 },
    { measured: 2 },
    { series: [] },
    { series: new Array(9).fill(one) },
    { series: [{ ...one, size: 0 }] },
    { series: [{ ...one, size: 60_001 }] },
    { series: [{ ...one, had: -1 }] },
    { series: [{ ...one, replace: 'yes' }] },
  ],
  stopDraws: [{ drawing: 0 }, { drawing: -1 }],
  keptDraws: [{ drawing: 0 }, { drawing: -1 }, { drawing: 0.5 }],
  gradientCheck: [{ experiment: {}, mistake: null }, { mistake: 'none' }, { mistake: undefined }],
  keptCheck: [{}],
  landscape: [
    { runId, plane: 'path', seed: 0 },
    { runId: '../up' },
    { runId: 'A' },
    { runId: '' },
    { runId: 'a'.repeat(65) },
    { plane: 'flat' },
    { seed: 0.5 },
  ],
  keptLandscape: [{}],
  readDigits: [{ way: 'rule', whose: 'lab' }, { way: 'guess' }, { whose: 'mine' }],
  lossCost: [{ classes: 100_000 }, { classes: 11 }],
  keptCosts: [{}],
  pick: [{ ids: [1, 2], edit }, { ids: [70_000] }, { edit: null }],
  look: [{ runId }, { runId: 7 }],
  setOn: [{ runId, isOn: true }, { isOn: 'yes' }, { runId: '' }],
  savePicture: [{ png: 'AAAA' }, { png: 7 }],
  saveLosses: [{}],
  copy: [{ text: 'np.array' }, { text: 'x'.repeat(100_001) }],
  resumeRun: [{ runId: 'a-1' }, { runId: '../a' }, { runId: undefined }],
  deleteRun: [{ runId }, { runId: 'a/b' }],
  setExperiment: [{ experiment: {}, edit }, { edit: '1' }],
  setFormFault: [{ fault: 'Steps: none' }, { fault: 7 }, { fault: 'x'.repeat(1001) }],
  saveExperiment: [{ experiment: {} }],
  open: [{ tab: 'train' }, { tab: 'settings' }],
  openSettings: [{}],
};

describe.each(Object.keys(requestSchemas) as Method[])('%s', (method) => {
  const [right, ...wrong] = cases[method] as [object, ...object[]];
  const accepts = (params: unknown) => v.safeParse(requestSchemas[method], params).success;

  test('is taken as it should be', () => {
    expect(accepts(right)).toBe(true);
  });
  test('carries nothing that it does not know, and all that it needs', () => {
    expect(accepts({ ...right, more: 1 })).toBe(false);
    for (const key of Object.keys(right).filter((name) => name !== 'experiment'))
      expect(accepts(Object.fromEntries(Object.entries(right).filter(([name]) => name !== key))), key).toBe(false);
    for (const nothing of [null, undefined, 7, 'x']) expect(accepts(nothing), String(nothing)).toBe(false);
  });
  test.each(wrong.map((change) => [JSON.stringify(change).slice(0, 60), change]))('is refused with %s', (_, change) => {
    expect(accepts({ ...right, ...change })).toBe(false);
  });
});

describe('what a page may send', () => {
  const accepts = (message: unknown) => v.safeParse(fromWebviewSchema, message).success;

  test.each([{ type: 'ready' }, { type: 'ping' }, { type: 'drawn' }])('%o', (message) => {
    expect(accepts(message)).toBe(true);
    expect(accepts({ ...message, more: 1 })).toBe(false);
  });
  test('a request that has a number and a name', () => {
    const call = { method: 'pause', params: {} };
    const request = { type: 'request', id: 1, call };
    expect(accepts(request)).toBe(true);
    const calls = [{ method: 'eval' }, { method: '__proto__' }, { more: 1 }].map((change) => ({ ...call, ...change }));
    for (const change of [{ id: 0.5 }, { id: '1' }, { more: 1 }, ...calls.map((wrong) => ({ call: wrong }))])
      expect(accepts({ ...request, ...change }), JSON.stringify(change)).toBe(false);
    expect([accepts({ type: 'cancel', id: 1 }), accepts({ type: 'cancel' })]).toEqual([true, false]);
  });
});
