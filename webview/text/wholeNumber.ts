import { BadInput } from '../../src/engine';
import { pointedThousands, typedNumber } from '../../src/functions/typedNumber';
import { quoted } from './quoted';
import { sentence } from './sentence';

/** What is wrong with a text that should be a whole number, in one sentence; undefined when nothing is. */
export function wholeFault(text: string, least: number, most: number): string | undefined {
  const question = pointedThousands(text);
  if (question) return sentence(question);
  const value = typedNumber(text);
  return Number.isInteger(value) && value >= least && value <= most
    ? undefined
    : sentence(new BadInput('', 'Expected a whole number from {0} to {1}, got {2}.', [least, most, quoted(text)]));
}
