import * as l10n from '@vscode/l10n';
import { largestSeed } from '../../../src/engine';
import { trainingSamples } from '../../../src/data/mnistShape';
import { mostDraws, mostSizes } from '../../../src/shared/pageProtocol';
import { twoWays, typedNumber, typedWords } from '../../../src/functions/typedNumber';
import { count } from '../../text/format';
import { sentence } from '../../text/sentence';
import { wholeFault } from '../../text/wholeNumber';

/** Whether a sample may come twice in a batch, or both ways side by side. */
export type Replacement = 'with' | 'without' | 'both';

/** What the reader typed, as it stands in the fields. */
export interface Fields {
  seed: string;
  sizes: string;
  draws: string;
  replacement: Replacement;
}

/** Batches of one size, drawn one way. */
export interface Series {
  size: number;
  replace: boolean;
  /** The name of its colour in theme.css: a size keeps it on every card. */
  color: string;
}

export interface Plan {
  seed: number;
  sizes: number[];
  draws: number;
  replacement: Replacement;
  series: Series[];
}

function sizesFault(sizes: readonly string[]): string | undefined {
  if (sizes.length === 0) return l10n.t('Expected 1 to {0} batch sizes, got nothing.', mostSizes);
  if (sizes.length > mostSizes) return l10n.t('Expected 1 to {0} batch sizes, got {1}.', mostSizes, sizes.length);
  const fault = sizes.map((size) => wholeFault(size, 1, trainingSamples)).find(Boolean);
  if (fault) return fault;
  const read = sizes.map(typedNumber);
  const again = read.find((size, i) => read.indexOf(size) < i);
  return again === undefined ? undefined : l10n.t('Expected every batch size once, got {0} again.', count(again));
}

const seriesOf = (sizes: readonly number[], replacement: Replacement): Series[] =>
  sizes.flatMap((size, i) =>
    [true, false]
      .filter((replace) => replacement === 'both' || replace === (replacement === 'with'))
      .map((replace) => ({ size, replace, color: `--s${i + 1}` })),
  );

/** What was typed, read; each fault in one sentence at its field. */
export function readFields({ seed, sizes, draws, replacement }: Fields): {
  plan?: Plan;
  faults: Partial<Record<keyof Fields, string>>;
} {
  const words = typedWords(sizes);
  const faults: Partial<Record<keyof Fields, string>> = {};
  const note = (field: keyof Fields, fault: string | undefined) => {
    if (fault !== undefined) faults[field] = fault;
  };
  note('seed', wholeFault(seed, 0, largestSeed));
  const question = twoWays(sizes);
  note('sizes', question ? sentence(question) : sizesFault(words));
  note('draws', wholeFault(draws, 2, mostDraws));
  if (Object.keys(faults).length > 0) return { faults };
  const read = words.map(typedNumber);
  const series = seriesOf(read, replacement);
  return { faults, plan: { seed: typedNumber(seed), sizes: read, draws: typedNumber(draws), replacement, series } };
}
