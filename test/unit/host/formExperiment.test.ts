import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { checkExperiment, defaultExperiment, type Experiment } from '../../../src/runs/experiment/experiment';
import { experimentOfSettings, places } from '../../../src/host/experimentSettings';
import { FormExperiment } from '../../../src/host/formExperiment';
import { Kept } from '../../../src/host/kept';

let store: Record<string, unknown>;
let settings: Record<string, unknown>;
/** What a window holds that is opened now. */
function windowNow() {
  const memento = {
    get: (key: string) => store[key],
    update: (key: string, value: unknown) => Promise.resolve(void (store[key] = structuredClone(value))),
    keys: () => Object.keys(store),
  };
  const form = new FormExperiment(new Kept(memento as never), () => experimentOfSettings((name) => settings[name]));
  form.followSettings();
  return form;
}
const change = (experiment: Experiment, part: object) => checkExperiment({ ...experiment, ...part });

beforeEach(() => {
  store = {};
  settings = { hidden: [50], learningRate: 0.1, batchSize: 100, steps: 3000, seed: 0, dtype: 'float32' };
});

test('an untouched form goes with the settings', () => {
  const form = windowNow();
  expect(form.now).toEqual(defaultExperiment);
  settings.steps = 100;
  expect(form.followSettings()).toBe(true);
  expect(form.now.steps).toBe(100);
  expect(form.followSettings()).toBe(false);
});

test('of a form that was touched, what was not goes with them, after a run and in another window too', () => {
  const form = windowNow();
  form.set(change(form.now, { seed: 7 }));
  settings.steps = 100;
  settings.seed = 3;
  expect(form.followSettings()).toBe(true);
  expect(form.now).toMatchObject({ steps: 100, seed: 7 });
  settings.batchSize = 10;
  const next = windowNow();
  expect(next.now).toMatchObject({ steps: 100, seed: 7, batch: { size: 10 } });
  next.set(next.fromSettings());
  settings.seed = 4;
  next.followSettings();
  expect(next.now.seed).toBe(4);
});

test('a form that an earlier version kept stays', () => {
  store.lab = { experiment: change(defaultExperiment, { seed: 9 }) };
  settings.steps = 5;
  expect(windowNow().now).toMatchObject({ seed: 9, steps: 3000 });
});

test('one setting that says something impossible leaves the others', () => {
  settings.steps = 'many';
  settings.hidden = [20];
  settings.learningRate = undefined;
  expect(windowNow().now).toEqual(checkExperiment({ network: { hidden: [20] } }));
});

test('a learning rate from the settings is no other optimizer’s', () => {
  const form = windowNow();
  form.set(change(form.now, { optimizer: { kind: 'adam' } }));
  settings.learningRate = 0.5;
  form.followSettings();
  expect(form.now.optimizer).toMatchObject({ kind: 'adam', learningRate: 0.001 });
});

test('nothing is trained in the place of something wrong that is typed', () => {
  const form = windowNow();
  form.setFault('Steps: Expected a whole number.');
  expect(() => form.toTrain()).toThrow('Steps: Expected a whole number.');
  form.setFault(null);
  expect(form.toTrain()).toEqual(defaultExperiment);
  form.setFault('wrong');
  form.set(change(form.now, { steps: 5 }));
  expect(form.toTrain().steps).toBe(5);
});

test('the settings are those of the manifest', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown }> } };
  };
  const defaults = new Map(
    Object.entries(contributes.configuration.properties)
      .filter(([name]) => name.startsWith('lossLab.experiment.'))
      .map(([name, setting]) => [name.slice('lossLab.experiment.'.length), setting.default]),
  );
  expect([...defaults.keys()]).toEqual(Object.keys(places));
  expect(experimentOfSettings((name) => defaults.get(name))).toEqual(defaultExperiment);
});
