import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Card } from '../../components/card';
import { count } from '../../text/format';
import type { Cell } from './filter';
import { cellName } from './filterBar';

const classes = Array.from({ length: 10 }, (_, k) => k);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

interface ConfusionCardProps {
  /** (10, 10) of `confusionOf`. */
  counts: Uint32Array;
  /** How many are in no cell, because the network gave no number for them. */
  unread: number;
  cell: Cell | null;
  onCell: (cell: Cell | null) => void;
}

/** What is taken for what: a row a label, a column what it is read as; a click shows exactly those. */
export function ConfusionCard({ counts, unread, cell, onCell }: ConfusionCardProps) {
  const at = useSignal({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  const of = (label: number, predicted: number) => counts[10 * label + predicted];
  const mistakes = classes
    .flatMap((label) => classes.map((predicted) => ({ label, predicted, n: of(label, predicted) })))
    .filter(({ label, predicted, n }) => label !== predicted && n > 0)
    .sort((a, b) => b.n - a.n);
  const most = mistakes.at(0)?.n ?? 1;
  const right = sum(classes.map((k) => of(k, k)));
  const total = sum(Array.from(counts));
  const isActive = (label: number | null, predicted: number) =>
    cell !== null && cell.label === label && cell.predicted === predicted;
  const toggle = (label: number | null, predicted: number) =>
    onCell(isActive(label, predicted) ? null : { label, predicted });

  const press = (event: KeyboardEvent) => {
    const { row, column } = at.value;
    const steps: Record<string, [number, number]> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, 0],
      End: [row, 9],
    };
    if (!Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    // The row above the first is what the columns are headed with.
    const [nextRow, nextColumn] = steps[event.key];
    at.value = { row: Math.max(-1, Math.min(9, nextRow)), column: Math.max(0, Math.min(9, nextColumn)) };
    const name = `[data-at="${at.value.row} ${at.value.column}"]`;
    table.current?.querySelector<HTMLButtonElement>(name)?.focus();
  };
  const place = (row: number, column: number) => ({
    'data-at': `${row} ${column}`,
    tabIndex: at.value.row === row && at.value.column === column ? 0 : -1,
    onFocus: () => (at.value = { row, column }),
  });
  if (total === 0)
    return (
      <Card title={l10n.t('Confusion matrix')}>
        <p class="dim">{l10n.t('There is nothing to confuse: the network gives no number (NaN) for any digit.')}</p>
      </Card>
    );
  return (
    <Card
      class="confusion-card"
      title={l10n.t('Confusion matrix')}
      hint={l10n.t('A row: the label. A column: what it is read as. Click a cell to see those digits.')}
    >
      <div class="confusion-scroll">
        <table ref={table} class="confusion" aria-describedby="confusion-words" onKeyDown={press}>
          <thead>
            <tr>
              <td />
              {classes.map((k) => (
                <th key={k} scope="col">
                  <button
                    type="button"
                    {...place(-1, k)}
                    aria-pressed={isActive(null, k)}
                    aria-label={`${k}: ${cellName({ label: null, predicted: k })}`}
                    onClick={() => toggle(null, k)}
                  >
                    {k}
                  </button>
                </th>
              ))}
              <th scope="col" title={l10n.t('in all')} aria-label={l10n.t('in all')}>
                Σ
              </th>
            </tr>
          </thead>
          <tbody>
            {classes.map((label) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {classes.map((k) => {
                  const n = of(label, k);
                  const name = `${cellName({ label, predicted: k })}: ${count(n)}`;
                  return (
                    <td key={k} class={label === k ? 'diagonal' : n === 0 ? 'none' : undefined}>
                      <button
                        type="button"
                        {...place(label, k)}
                        aria-pressed={isActive(label, k)}
                        aria-label={name}
                        title={name}
                        style={label === k || n === 0 ? undefined : { '--share': `${8 + 30 * Math.sqrt(n / most)}%` }}
                        onClick={() => toggle(label, k)}
                      >
                        {count(n)}
                      </button>
                    </td>
                  );
                })}
                <td class="sum">{count(sum(classes.map((k) => of(label, k))))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" title={l10n.t('in all')} aria-label={l10n.t('in all')}>
                Σ
              </th>
              {classes.map((k) => (
                <td key={k} class="sum">
                  {count(sum(classes.map((label) => of(label, k))))}
                </td>
              ))}
              <td class="sum">{count(total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p id="confusion-words" class="dim">
        {l10n.t('{0} right, {1} wrong.', count(right), count(total - right))}{' '}
        {unread > 0 && l10n.t('For {0} more the network gives no number (NaN).', count(unread))}{' '}
        {mistakes.length > 0 &&
          l10n.t(
            'Most often: {0}.',
            mistakes
              .slice(0, 3)
              .map((mistake) => `${cellName(mistake)} (${count(mistake.n)})`)
              .join(' · '),
          )}
      </p>
    </Card>
  );
}
