import { BadInput, phrase, type Value } from '../../../src/engine';
import { checkExperiment, experimentFaults, type Experiment } from '../../../src/runs/experiment/experiment';
import { experimentFields, kindOf, type ExperimentField } from '../../../src/runs/experiment/experimentFields';
import { misfits } from '../../../src/runs/experiment/misfits';
import { classes, inputs, trainingSamples } from '../../../src/data/mnistShape';
import { pointedThousands, typedNumber, typedWords, twoWays } from '../../../src/functions/typedNumber';
import { quoted } from '../../text/quoted';
import { sentence } from '../../text/sentence';

/** The form as it is typed: the text at every place of an experiment that can be set, however wrong. */
export type FormValues = Readonly<Record<string, string>>;

/** A value as its field shows it; what may be left out and is, as nothing. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** The fields that count, each at its own place: those whose choices are made. */
export const countingFields = (values: FormValues, fields = experimentFields): ExperimentField[] =>
  fields.filter(({ when }) => when.every(({ place, is }) => is.includes(values[place])));

const isSameText = (a: string, b: string) => a.trim() === b.trim() || typedNumber(a) === typedNumber(b);

/** Whether what stands in a field is what it would be if nothing was said. */
export const isInitial = ({ place, initial }: ExperimentField, values: FormValues): boolean =>
  isSameText(values[place], textOf(initial));

/** What an experiment says at a place; where a bare word stands for an object, its kind. */
function at(experiment: unknown, { place, isWordOrObject }: ExperimentField): unknown {
  const value = place
    .split('.')
    .reduce<unknown>(
      (part, key) => (typeof part === 'object' && part !== null ? part[key as never] : undefined),
      experiment,
    );
  return isWordOrObject ? kindOf(value) : value;
}

/** An experiment as the form shows it; what does not count in it, as it is at first. */
export function formOf(experiment: object, fields = experimentFields): FormValues {
  const values: Record<string, string> = {};
  // Of the several at one place the one that counts; what it depends on comes before it.
  for (const field of fields)
    if (countingFields(values, [field]).length > 0)
      values[field.place] = textOf(at(experiment, field) ?? field.initial);
    else values[field.place] ??= textOf(field.initial);
  return values;
}

/** What was typed, as an experiment has it; undefined of what is left out. */
function valueOf({ place, holds, initial }: ExperimentField, values: FormValues): unknown {
  const text = values[place];
  if (initial === undefined && text.trim() === '') return undefined;
  if (holds === 'number') return typedNumber(text);
  return holds === 'numbers' ? typedWords(text).map(typedNumber) : text;
}

/** Puts `value` at `place`, in objects that are made for it. */
function put(whole: Record<string, unknown>, place: string, value: unknown): void {
  const keys = place.split('.');
  const last = keys.pop() ?? '';
  const part = keys.reduce((inner, key) => (inner[key] ??= {}) as Record<string, unknown>, whole);
  part[last] = value;
}

/** What the form says, not checked yet. */
export function wantedOf(values: FormValues, fields = experimentFields): Record<string, unknown> {
  const wanted: Record<string, unknown> = {};
  const counting = countingFields(values, fields);
  const optionsOf = ({ place }: ExperimentField) => counting.filter((option) => option.place.startsWith(`${place}.`));
  // Where no option says anything else, the bare word says it all.
  const words = counting.filter(
    (field) => field.isWordOrObject && optionsOf(field).every((option) => isInitial(option, values)),
  );
  const silent = new Set(words.flatMap(optionsOf));
  for (const field of counting.filter((counted) => !silent.has(counted))) {
    const value = valueOf(field, values);
    const place = field.isWordOrObject && !words.includes(field) ? `${field.place}.kind` : field.place;
    if (value !== undefined) put(wanted, place, value);
  }
  return wanted;
}

/** The form after another choice at `place`: what was as the old one has it at first becomes as the new one has it. */
export function chosen(values: FormValues, place: string, choice: string, fields = experimentFields): FormValues {
  const next: Record<string, string> = { ...values, [place]: choice };
  const before = countingFields(values, fields);
  for (const field of countingFields(next, fields)) {
    const old = before.find((counted) => counted.place === field.place);
    if (old && old !== field && isInitial(old, values)) next[field.place] = textOf(field.initial);
  }
  return next;
}

/** The place of the field that the fault at `place` belongs to. */
export const fieldAt = (place: string): string | undefined =>
  experimentFields
    .map((field) => field.place)
    .filter((field) => `${place}.`.startsWith(`${field}.`))
    .sort((a, b) => b.length - a.length)
    .at(0);

/** What was typed where the fault at `place` is. */
function typedAt(values: FormValues, field: ExperimentField, place: string): string {
  const index = place.slice(field.place.length + 1);
  return field.holds === 'numbers' && index !== ''
    ? typedWords(values[field.place])[Number(index)]
    : values[field.place];
}

/** For a whole number of samples, and with what was typed: as every other field of the page says it. */
const wholeUpToAll = phrase('a whole number from 1 to 60,000');
const expected = (what: Value, typed: string) =>
  sentence(new BadInput('', 'Expected {0}, got {1}.', [what, quoted(typed)]));

export interface ReadForm {
  /** Undefined while a field is at fault. */
  experiment?: Experiment;
  /** By place. */
  faults: Partial<Record<string, string>>;
}

/** What is wrong at a field, said there: a fault need not name its place, and quotes what stands in it. */
function saidAt(field: ExperimentField, { place, template, values: said }: BadInput, values: FormValues): string {
  if (template === '{0}: expected {1}, got {2}.')
    return expected(field.place === 'batch.size' ? wholeUpToAll : said[1], typedAt(values, field, place));
  const words = sentence(new BadInput(place, template, said)).replace(`${place}: `, '');
  return words[0].toUpperCase() + words.slice(1);
}

/** Takes away what is at `place`. */
function drop(whole: Record<string, unknown>, place: string): void {
  const keys = place.split('.');
  const last = keys.pop() ?? '';
  const part = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], whole);
  if (typeof part === 'object' && part !== null) Reflect.deleteProperty(part, last);
}

/** What is wanted where nothing is at fault, and elsewhere what is smallest, or as at first. */
function soundPart(wanted: Record<string, unknown>, faults: ReadForm['faults']): Experiment {
  const sound = structuredClone(wanted);
  for (const place of Object.keys(faults)) drop(sound, place);
  if (faults['batch.size']) put(sound, 'batch.size', 1);
  return checkExperiment(sound);
}

const mnist = { count: trainingSamples, inputs, classes };

/** @param memory bytes there are for the network. */
export function readForm(values: FormValues, memory = Infinity): ReadForm {
  const faults: ReadForm['faults'] = {};
  const wanted = wantedOf(values);
  const note = (fault: BadInput) => {
    const field = experimentFields.find((one) => one.place === fieldAt(fault.place));
    if (field) faults[field.place] ??= saidAt(field, fault, values);
  };
  for (const { place, holds, isWhole } of countingFields(values)) {
    const text = values[place];
    const pointed = isWhole ? typedWords(text).map(pointedThousands).find(Boolean) : undefined;
    const question = (holds === 'numbers' ? twoWays(text) : undefined) ?? pointed;
    if (question) faults[place] = sentence(question);
  }
  experimentFaults(wanted).forEach(note);
  // Whatever else is at fault.
  misfits(soundPart(wanted, faults), mnist, memory).forEach(note);
  return Object.keys(faults).length > 0 ? { faults } : { experiment: checkExperiment(wanted), faults };
}
