import { BadInput } from '../../src/engine';
import { sentence } from './sentence';
import { quoted } from './typedNumber';

const wholeNumber = /^\d+$/;

/** What is wrong with a text that should be a whole number, in one sentence; undefined when nothing is. */
export function wholeFault(text: string, least: number, most: number): string | undefined {
  const trimmed = text.trim();
  return wholeNumber.test(trimmed) && Number(trimmed) >= least && Number(trimmed) <= most
    ? undefined
    : sentence(
        new BadInput('', 'Expected a whole number from {0} to {1}, got {2}.', [
          least.toLocaleString('en'),
          most.toLocaleString('en'),
          quoted(text),
        ]),
      );
}
