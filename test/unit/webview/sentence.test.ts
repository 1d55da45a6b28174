import { readdirSync, readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { beforeAll, expect, test } from 'vitest';
import { BadInput, checkLabel, phrase } from '../../../src/engine';
import { checkExperiment, defaultExperiment } from '../../../src/runs/experiment/experiment';
import { parseExperimentFile } from '../../../src/runs/experiment/experimentFile';
import { runName, saidName } from '../../../src/runs/naming/runName';
import { sentence } from '../../../webview/text/sentence';
import { formOf, readForm } from '../../../webview/labs/train/formValues';
import { wholeFault } from '../../../webview/text/wholeNumber';

const thrown = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return sentence(error);
  }
  return 'nothing was thrown';
};

beforeAll(() => {
  l10n.config({ contents: readFileSync('l10n/bundle.l10n.ko.json', 'utf8') });
});

test('what was typed is quoted, not translated', () => {
  const typed = { ...formOf(defaultExperiment), seed: 'loss', steps: 'none', 'optimizer.learningRate': ' ' };
  expect(readForm(typed).faults).toEqual({
    seed: '0 이상 4,294,967,295 이하의 정수여야 하는데 loss입니다.',
    steps: '1 이상 100,000,000 이하의 정수여야 하는데 none입니다.',
    'optimizer.learningRate': '양수여야 하는데 빈 값입니다.',
  });
  expect(wholeFault('test', 1, 60_000)).toBe('1 이상 60,000 이하의 정수여야 하는데 test입니다.');
  expect(wholeFault('', 1, 60_000)).toBe('1 이상 60,000 이하의 정수여야 하는데 빈 값입니다.');
});

test('a key and a name are as they stand in the file', () => {
  expect(thrown(() => checkExperiment({ steps: 0 }))).toBe('steps: 1 이상 100,000,000 이하의 정수여야 하는데 0입니다.');
  expect(thrown(() => checkExperiment({ seed: null }))).toMatch(/^seed: /);
  expect(thrown(() => checkLabel(10, 10, 'label'))).toMatch(/^label: /);
  expect(sentence(new BadInput('', 'The run “{0}” goes on in another window.', ['done']))).toContain('‘done’');
});

test('a run is called in the reader’s language, but by the name that somebody chose', () => {
  const experiment = checkExperiment({ seed: 3, loss: { labelSmoothing: 0.1 } });
  const said = (name: string) =>
    sentence(new BadInput('', 'The run “{0}” goes on in another window.', [saidName({ name, experiment })]));
  expect(said(`${runName(experiment)} (2)`)).toBe(
    '‘교차 엔트로피 레이블 스무딩 0.1 (2)’ 실행은 다른 창에서 진행 중입니다.',
  );
  expect(said('loss')).toBe('‘loss’ 실행은 다른 창에서 진행 중입니다.');
});

test('no host says a run’s name as it is stored', () => {
  const hosts = readdirSync('src/host').map((file) => readFileSync(`src/host/${file}`, 'utf8'));
  expect(hosts.flatMap((text) => text.match(/\b(?:run|going|active|runs\[\d\])\.name\b/g) ?? [])).toEqual([]);
});

test('phrases are translated, and those inside of them', () => {
  const inner = phrase('“{0}”, after {1} steps', phrase('loss'), 3);
  expect(sentence(new BadInput('', 'Expected {0}, got {1}.', [inner, 'loss']))).toBe(
    '‘손실’, 3스텝 뒤여야 하는데 loss입니다.',
  );
});

test('a file stands before its fault, whatever it is called', () => {
  const file = 'a{0}.losslab.json';
  for (const [text, korean] of [
    ['{"step": 3}', 'step: 실험에 없는 키입니다.'],
    ['[]', 'JSON 객체여야 합니다.'],
    ['{', /^JSON이 아닙니다. 1행 2열에 있어야 할 것: 큰따옴표로 묶은 키, 있는 것: 끝\.$/],
    ['{"seed": -1}', 'seed: 0 이상 4,294,967,295 이하의 정수여야 하는데 -1입니다.'],
  ] as const) {
    const said = thrown(() => parseExperimentFile(text, file));
    expect(said.slice(0, file.length + 2)).toBe(`${file}: `);
    expect(said.slice(file.length + 2)).toMatch(typeof korean === 'string' ? new RegExp(`^${korean}$`) : korean);
  }
  expect(() => parseExperimentFile('{"step": 3}', file)).toThrow(
    `${file}: step: there is no such key in an experiment.`,
  );
});
