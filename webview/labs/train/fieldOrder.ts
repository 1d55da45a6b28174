import { experimentFields, type ExperimentField } from '../../../src/runs/experiment/experimentFields';
import { countingFields, isInitial, type FormValues } from './formValues';

/** What is set most often, in the order it is shown in; all else is behind "More", in the schema's. */
const common = [
  'network.hidden',
  'network.activation',
  'optimizer.kind',
  'optimizer.learningRate',
  'batch.size',
  'steps',
  'seed',
  'dtype',
  'loss',
  'gradient',
];

/** The fields that count, those set most often first. */
export function arranged(values: FormValues, fields = experimentFields) {
  const counting = countingFields(values, fields);
  return {
    common: common.flatMap((place) => counting.find((field) => field.place === place) ?? []),
    rare: counting.filter(({ place }) => !common.includes(place)),
  };
}

/** Those of `fields` that are something else than they are at first. */
export const changed = (fields: readonly ExperimentField[], values: FormValues): ExperimentField[] =>
  fields.filter((field) => !isInitial(field, values));
