import { expect, test } from 'vitest';
import { parseExperimentFile } from '../../../../src/runs/experiment/experimentFile';
import { textFaults } from '../../../../src/runs/experiment/textFaults';

const data = { count: 60_000, inputs: 784, classes: 10 };

/** What is said, of which text, and whether it is a warning. */
const said = (text: string, memory = 8 * 2 ** 30) =>
  textFaults(text, data, memory).map(({ fault, at, isSlip }) => [fault.message, text.slice(at.start, at.end), isSlip]);

test.each<[what: string, text: string, message: string, at: string, isSlip?: boolean]>([
  [
    'a batch larger than the data',
    '\uFEFF{\n  "batch": { "size": 70000 }\n}',
    'batch.size: expected at most the 60,000 training samples, got 70,000.',
    '70000',
  ],
  [
    'too many weights of classes',
    '{ "loss": { "classWeights": [1, 2] } }',
    'loss.classWeights: expected 10 weights, one a class, got 2.',
    '[1, 2]',
  ],
  [
    'a network larger than the memory',
    '{ "network": { "hidden": [90000, 90000] } }',
    'network.hidden: this network needs 152.3 GB, expected at most half of the 8 GB of memory.',
    '[90000, 90000]',
  ],
  [
    'a label that is none',
    '{ "loss": { "ignoreIndex": 10 } }',
    'loss.ignoreIndex: no sample has the label 10: they go from 0 to 9.',
    '10',
    true,
  ],
])('%s is marked where it stands', (_, text, message, at, isSlip = false) => {
  expect(said(text)).toEqual([[message, at, isSlip]]);
});

test('comments, commas behind the last item, a mark at the beginning and $schema are taken', () => {
  const text =
    '\uFEFF{\n  // of the editor\n  "$schema": "./mine.json",\n  "batch": { "size": 70000, /* too many */ },\n}\n';
  expect(parseExperimentFile(text, 'a')).toEqual({ batch: { size: 70_000 } });
  expect(said(text)).toEqual([
    ['batch.size: expected at most the 60,000 training samples, got 70,000.', '70000', false],
  ]);
  expect(() => parseExperimentFile('{"$schema": 1}', 'a')).toThrow('a: $schema: ');
  expect(() => parseExperimentFile('\uFEFF{\n "steps" 3}', 'a')).toThrow(
    'a: expected JSON: line 2, column 10 has 3 where : belongs.',
  );
});

test('what the schema says, and what is torn, is not said twice', () => {
  for (const text of [
    '{',
    '[]',
    '{"steps": 0, "batch": {"size": 70000}}',
    '{"hello": 1}',
    '{"batch": {"size": 60000}}',
  ])
    expect(said(text)).toEqual([]);
});

test('a fault of what is not written is the file’s', () => {
  expect(said('{}', 2 ** 20)).toEqual([
    ['network.hidden: this network needs 0 GB, expected at most half of the 0 GB of memory.', '{', false],
  ]);
});
