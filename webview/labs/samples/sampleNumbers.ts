import * as l10n from '@vscode/l10n';
import { testSamples, trainingSamples } from '../../../src/data/mnistShape';
import { typedNumber, typedWords } from '../../../src/functions/typedNumber';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { count } from '../../text/format';
import { wholeFault } from '../../text/wholeNumber';

/** Numbers taken at a time: those of a batch, not of a data set. */
const mostTaken = 1000;
const last = trainingSamples + testSamples - 1;

/**
 * The digits whose numbers were typed or pasted: one, or several in any form that Python prints them in.
 * @returns none beside a fault, and none of an empty text, which is none.
 */
export function readNumbers(text: string): { ids: SampleId[]; fault?: string } {
  // 2,000 alone is one number, as it is printed here.
  const words = Number.isNaN(typedNumber(text)) ? typedWords(text) : [text.trim()];
  if (words.length > mostTaken)
    return { ids: [], fault: l10n.t('Expected at most {0} numbers, got {1}.', count(mostTaken), count(words.length)) };
  const numbers = words.map(typedNumber);
  const wrong = numbers.findIndex((number) => !Number.isInteger(number) || number < 0 || number > last);
  if (wrong < 0) return { ids: numbers };
  const fault = wholeFault(words[wrong], 0, last);
  return { ids: [], ...(fault === undefined ? {} : { fault }) };
}
