import * as l10n from '@vscode/l10n';

/** What the reader typed, as it stands in the fields. */
export interface Fields {
  seed: string;
  sizes: string;
  draws: string;
  replace: boolean;
}

export interface Plan {
  seed: number;
  sizes: number[];
  draws: number;
  replace: boolean;
}

export const mostSizes = 4;
export const mostDraws = 100_000;
const trainingSamples = 60_000;

const wholeNumber = /^\d+$/;

function wholeFault(text: string, least: number, most: number): string | undefined {
  const trimmed = text.trim();
  return wholeNumber.test(trimmed) && Number(trimmed) >= least && Number(trimmed) <= most
    ? undefined
    : l10n.t('Expected a whole number from {0} to {1}.', least, most.toLocaleString('en'));
}

function sizesFault(sizes: readonly string[]): string | undefined {
  if (sizes.length === 0 || sizes.length > mostSizes)
    return l10n.t('Expected one to {0} batch sizes, got {1}.', mostSizes, sizes.length);
  if (new Set(sizes.map(Number)).size < sizes.length) return l10n.t('Each batch size once.');
  return sizes.map((size) => wholeFault(size, 1, trainingSamples)).find(Boolean);
}

/** What was typed, read; each fault in one sentence at its field. */
export function readFields({ seed, sizes, draws, replace }: Fields): {
  plan?: Plan;
  faults: Partial<Record<keyof Fields, string>>;
} {
  const words = sizes.split(/[\s,;]+/).filter(Boolean);
  const faults: Partial<Record<keyof Fields, string>> = {};
  const note = (field: keyof Fields, fault: string | undefined) => {
    if (fault !== undefined) faults[field] = fault;
  };
  note('seed', wholeFault(seed, 0, 2 ** 32 - 1));
  note('sizes', sizesFault(words));
  note('draws', wholeFault(draws, 2, mostDraws));
  if (Object.keys(faults).length > 0) return { faults };
  return { faults, plan: { seed: Number(seed), sizes: words.map(Number), draws: Number(draws), replace } };
}
