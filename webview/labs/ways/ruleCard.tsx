import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { branches } from '../../../src/engine';
import { Card } from '../../components/card';
import { count, percent } from '../../text/format';
import { readings, testLabels } from './reading';
import { branchWords } from './words';

/** The whole rule, in the order its branches are asked, the one that read the present digit marked. */
export function RuleCard({ index }: { index: number }) {
  const rule = readings.value.rule;
  const labels = testLabels.value;
  const tally = useMemo(() => {
    const counts = branches.map(() => ({ read: 0, right: 0 }));
    rule?.branch?.forEach((branch, n) => {
      counts[branch].read++;
      if (rule.said[n] === labels[n]) counts[branch].right++;
    });
    return counts;
  }, [rule, labels]);
  const present = rule?.branch?.[index];
  return (
    <Card
      class="rule-card"
      title={l10n.t('The rule: {0} branches', branches.length)}
      hint={l10n.t(
        'The first that applies reads the digit. A hole is paper shut in by ink; a bay has ink on three sides.',
      )}
    >
      <ol>
        {branches.map(({ name, digit }, i) => (
          <li key={name} class={i === present ? 'present' : ''} aria-current={i === present ? 'true' : undefined}>
            <span class="number dim">{i + 1}</span>
            <span>{branchWords[name]}</span>
            <strong class="mono">→ {digit}</strong>
            <span
              class="number dim"
              title={l10n.t('read {0} digits, {1} right', count(tally[i].read), count(tally[i].right))}
            >
              {tally[i].read > 0 && percent(tally[i].right / tally[i].read, 0)}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
