import * as l10n from '@vscode/l10n';
import { Scrolled } from '../../components/scrolled';
import { fixed, significant } from '../../text/format';

/** A probability short enough for a table. */
const short = (value: number) => significant(value, 3);
const term = (value: number) => (value === 0 ? '0' : fixed(value, 6));

interface TermTableProps {
  caption: string;
  y: readonly number[];
  label: number;
  /** The right answer where it is soft. */
  t?: readonly number[] | undefined;
  /** Every log(y_k + δ). */
  logs: readonly number[];
  /** Every −t_k log(y_k + δ); without them only the right answer's row is filled, as the label form leaves it. */
  terms?: readonly number[];
}

/** Every logarithm and every term, in numbers and as bars of one scale; what adds nothing is grey. */
export function TermTable({ caption, y, label, t, logs, terms }: TermTableProps) {
  const longest = Math.max(...logs.filter(Number.isFinite).map(Math.abs), 1e-9);
  const share = (value: number) => (Number.isNaN(value) ? 0 : Math.min(1, Math.abs(value) / longest));
  const bar = (value: number | undefined) => ({ '--share': value === undefined ? 0 : share(value) });
  return (
    <Scrolled class="table" label={caption}>
      <table class="term-table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">k</th>
            <th scope="col">
              y<sub>k</sub>
            </th>
            {terms && (
              <th scope="col">
                t<sub>k</sub>
              </th>
            )}
            <th scope="col">
              log(y<sub>k</sub> + δ)
            </th>
            <th scope="col">{l10n.t('term')}</th>
          </tr>
        </thead>
        <tbody>
          {y.map((value, k) => {
            const hit = k === label;
            const log = terms || hit ? logs[k] : undefined;
            const own = terms ? terms[k] : hit ? -logs[k] : undefined;
            return (
              <tr
                key={k}
                class={hit ? 'hit' : own !== undefined && Number.isNaN(own) ? 'spoilt' : own ? undefined : 'untouched'}
              >
                <td>{k}</td>
                <td>{short(value)}</td>
                {terms && <td>{t ? t[k] : hit ? 1 : 0}</td>}
                <td class="bar-cell" style={bar(log)}>
                  {log === undefined ? '·' : term(log)}
                </td>
                <td class="bar-cell" style={bar(own)}>
                  {own === undefined ? '·' : term(own)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}
