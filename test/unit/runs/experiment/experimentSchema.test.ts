import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';

interface Schema {
  properties?: Record<string, Schema>;
  required?: string[];
  default?: unknown;
  oneOf?: Schema[];
  [key: string]: unknown;
}

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let directory: string;
let schema: Schema;
let korean: Schema;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-schema-'));
  const file = join(directory, 'experiment.schema.json');
  await promisify(execFile)(process.execPath, ['scripts/experiment-schema.mjs', file]);
  schema = JSON.parse(await readFile(file, 'utf8')) as Schema;
  korean = JSON.parse(await readFile(file.replace(/json$/, 'ko.json'), 'utf8')) as Schema;
});
afterAll(() => rm(directory, { recursive: true }));

const filledIn = (part: Schema): unknown =>
  part.properties
    ? Object.fromEntries(
        Object.entries(part.properties).map(([key, inner]) => [
          key,
          inner.properties ? filledIn(inner) : inner.default,
        ]),
      )
    : part.default;

describe('the JSON schema of an experiment file', () => {
  it('has the defaults and the keys that the check has', () => {
    expect(filledIn(schema)).toEqual({
      ...defaultExperiment,
      network: { ...defaultExperiment.network, init: { kind: 'normal' } },
      optimizer: {},
    });
  });

  it('asks for no key, takes no other, and describes each', () => {
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      required: [],
      additionalProperties: false,
    });
    for (const part of Object.values(schema.properties ?? {})) expect(part.description).toMatch(/\.$/);
    const rates = { sgd: 0.1, momentum: 0.01, adagrad: 0.01, adam: 0.001 };
    expect(schema.properties?.optimizer.oneOf).toMatchObject(
      Object.entries(rates).map(([kind, rate]) => ({
        additionalProperties: false,
        properties: { kind: { const: kind }, learningRate: { type: 'number', exclusiveMinimum: 0, default: rate } },
        // A file that only changes the rate means SGD, and no other.
        required: kind === 'sgd' ? [] : ['kind'],
      })),
    );
    expect(schema.properties?.seed).toMatchObject({ type: 'integer', minimum: 0, maximum: 4294967295 });
  });

  it('is there in Korean, where it differs in every description and in nothing else', () => {
    const described = (part: unknown): string[] =>
      typeof part !== 'object' || part === null
        ? []
        : Object.entries(part).flatMap(([key, inner]) =>
            key === 'description' ? [inner as string] : described(inner),
          );
    expect(described(korean)).toHaveLength(described(schema).length);
    expect(described(korean).filter((words) => !/[가-힣]/.test(words))).toEqual([]);
    const rest = (part: Schema) => JSON.stringify(part, (key, inner: unknown) => (key === 'description' ? '' : inner));
    expect(rest(korean)).toBe(rest(schema));
  });
});
