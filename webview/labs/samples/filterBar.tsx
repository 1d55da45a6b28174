import * as l10n from '@vscode/l10n';
import { Chip } from '../../components/chip';
import { Choice } from '../../components/choice';
import { Icon } from '../../components/icon';
import { count } from '../../text/format';
import { picked } from '../../host/state';
import type { Answer, Cell, Split } from './filter';
import type { SamplesView } from './view';

const splits: readonly (readonly [Split, string])[] = [
  ['all', l10n.t('all')],
  ['train', l10n.t('training')],
  ['test', l10n.t('test')],
];
const answers: readonly (readonly [Exclude<Answer, 'any'>, string])[] = [
  ['right', l10n.t('read right')],
  ['wrong', l10n.t('read wrong')],
];

/** A cell of the confusion matrix in words. */
export const cellName = ({ label, predicted }: Cell) =>
  label === null ? l10n.t('read as {0}', predicted) : l10n.t('{0} read as {1}', label, predicted);

interface FilterBarProps {
  view: SamplesView;
  /** How many of each digit the split has. */
  counts: readonly number[];
  /** How many that the other filters let through are read right and wrong; null while nobody has read them. */
  answered: { right: number; wrong: number } | null;
  onFilter: (change: Partial<SamplesView>) => void;
}

/** Which digits are shown: by split, digit, whether they are read right, and a cell of the confusion matrix. */
export function FilterBar({ view, counts, answered, onFilter }: FilterBarProps) {
  const { split, digits, answer, cell, pickedOnly } = view;
  const toggleDigit = (digit: number) =>
    onFilter({
      digits: digits.includes(digit) ? digits.filter((other) => other !== digit) : [...digits, digit].sort(),
      cell: null,
      pickedOnly: false,
    });
  return (
    <div class="filters">
      <Choice
        label={l10n.t('Split')}
        options={splits.map(([value, words]) => ({ value, words }))}
        chosen={pickedOnly ? null : split}
        onChoose={(chosen) => onFilter({ split: chosen, pickedOnly: false })}
      />
      <span class="chips" role="group" aria-label={l10n.t('Digit')}>
        {counts.map((n, digit) => (
          <Chip
            key={digit}
            pressed={!pickedOnly && digits.includes(digit)}
            title={l10n.t('{0} pictures of {1}', count(n), digit)}
            onClick={() => toggleDigit(digit)}
          >
            {digit}
          </Chip>
        ))}
      </span>
      <span class="chips" role="group" aria-label={l10n.t('Read right or wrong')}>
        {answers.map(([name, words]) => (
          <Chip
            key={name}
            pressed={!pickedOnly && answer === name}
            onClick={() => onFilter({ answer: answer === name ? 'any' : name, cell: null, pickedOnly: false })}
          >
            {answered ? `${words} (${count(answered[name])})` : words}
          </Chip>
        ))}
      </span>
      <Chip pressed={pickedOnly} onClick={() => onFilter({ pickedOnly: !pickedOnly })}>
        {l10n.t('picked ({0})', count(picked.value.length))}
      </Chip>
      {cell && !pickedOnly && (
        <button
          type="button"
          class="chip removable"
          title={l10n.t('Remove this filter')}
          aria-label={`${cellName(cell)}: ${l10n.t('Remove this filter')}`}
          onClick={() => onFilter({ cell: null })}
        >
          {cellName(cell)} <Icon icon="close" />
        </button>
      )}
    </div>
  );
}
