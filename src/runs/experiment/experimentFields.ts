import * as v from 'valibot';
import { experimentSchema } from './experiment';

/** A choice that must be made for a field to count. */
export interface Condition {
  place: string;
  is: readonly string[];
}

/** One thing of an experiment that can be set, as its schema says. */
export interface ExperimentField {
  /** The key path that a fault of it is told at; that of a choice of kinds ends in `.kind`, or is that of what has kinds. */
  place: string;
  holds: 'number' | 'numbers' | 'choice';
  /** Whether what it holds are whole numbers. */
  isWhole: boolean;
  /** What a choice may be. */
  choices: readonly string[];
  /** The schema's own words, in English. */
  description: string | undefined;
  /** What it is where nothing is said; undefined of what may be left out. */
  initial: unknown;
  /** Under which choices it counts; always, where there is none. */
  when: readonly Condition[];
  /** Whether, at its own place, the bare word stands for a kind all of whose options are as they are at first. */
  isWordOrObject: boolean;
}

/** What is read of a part of a schema. */
interface Part extends v.GenericSchema {
  wrapped?: Part;
  entries?: Record<string, Part>;
  options?: readonly (Part | string)[];
  literal?: unknown;
  /** Of an array. */
  item?: Part;
  pipe?: readonly Part[];
}

/** Whether a part takes whole numbers alone. */
const takesWhole = ({ type, pipe = [] }: Part): boolean => type === 'integer' || pipe.some(takesWhole);

/** What an optional part wraps, and the default that it gives. */
const unwrapped = (part: Part): { inner: Part; initial: unknown } =>
  part.wrapped ? { inner: part.wrapped, initial: v.getDefault(part as never) } : { inner: part, initial: undefined };

/** The words that a part takes. */
function wordsOf(part: Part | string): string[] {
  if (typeof part === 'string') return [part];
  const { inner } = unwrapped(part);
  return inner.type === 'picklist' ? (inner.options ?? []).flatMap(wordsOf) : [inner.literal ?? []].flat().map(String);
}

/** Of what is a bare word or an object with a kind, the kind. */
export const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as { kind?: unknown }).kind : value;

/** The objects among `options`, each with the kinds that it is for. */
const objectsOf = (options: readonly (Part | string)[]) =>
  options.flatMap((option) => {
    if (typeof option === 'string' || !option.entries) return [];
    const { kind, ...entries } = option.entries;
    return [{ is: wordsOf(kind), entries, isFirst: unwrapped(kind).initial !== undefined }];
  });

function* fieldsUnder(part: Part, place: string, when: readonly Condition[]): Generator<ExperimentField> {
  const { inner, initial } = unwrapped(part);
  const below = (entries: Record<string, Part>, on: readonly Condition[]) =>
    Object.entries(entries).flatMap(([key, entry]) => [...fieldsUnder(entry, place ? `${place}.${key}` : key, on)]);
  const isWhole = takesWhole(inner.item ?? inner);
  const field = {
    place,
    isWhole,
    choices: [],
    description: v.getDescription(inner),
    initial,
    when,
    isWordOrObject: false,
  };
  if (inner.entries) yield* below(inner.entries, when);
  else if (inner.type === 'picklist') yield { ...field, holds: 'choice', choices: wordsOf(inner) };
  else if (inner.type === 'variant' || inner.type === 'union') {
    const isWordOrObject = inner.type === 'union';
    const options = inner.options ?? [];
    const objects = objectsOf(options);
    const choices = [...new Set([...options.flatMap(wordsOf), ...objects.flatMap(({ is }) => is)])];
    const at = isWordOrObject ? place : `${place}.kind`;
    const first = kindOf(initial) ?? objects.find(({ isFirst }) => isFirst)?.is[0];
    yield { ...field, place: at, holds: 'choice', choices, initial: first, isWordOrObject };
    for (const { is, entries } of objects) yield* below(entries, [...when, { place: at, is }]);
  } else yield { ...field, holds: inner.type === 'array' ? 'numbers' : 'number' };
}

/**
 * Everything that can be set in what `schema` describes, in its order. Of one place there may be several fields, each
 * under another choice: every optimizer has a learning rate of its own.
 */
export const fieldsOf = (schema: v.GenericSchema): ExperimentField[] => [...fieldsUnder(schema, '', [])];

export const experimentFields: readonly ExperimentField[] = fieldsOf(experimentSchema);
