import * as l10n from '@vscode/l10n';
import { numericalDiff, type DiffOptions } from '../../../src/engine';
import { Card } from '../../components/card';
import { Scrolled } from '../../components/scrolled';
import { repr, repr32, significant } from '../../text/format';
import { sentence } from '../../text/sentence';
import type { OneVariable } from './reading';

const rows: readonly (readonly [string, string, DiffOptions])[] = [
  [l10n.t('central'), '(f(x+h) − f(x−h)) / 2h', { method: 'central' }],
  [l10n.t('forward'), '(f(x+h) − f(x)) / h', { method: 'forward' }],
  [l10n.t('central, float32'), '(f(x+h) − f(x−h)) / 2h', { method: 'central', dtype: 'float32' }],
  [l10n.t('five-point'), '(f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)) / 12h', { method: 'fivePoint' }],
  [l10n.t('Richardson'), l10n.t('central differences with h, h/2, h/4, h/8, extrapolated'), { method: 'richardson' }],
  [l10n.t('complex step'), 'Im f(x+ih) / h', { method: 'complexStep' }],
];

interface Row {
  value?: number;
  fault?: string;
}

function difference({ f, x, h }: OneVariable, options: DiffOptions): Row {
  try {
    return { value: numericalDiff(f, x, { ...options, h }) };
  } catch (error) {
    return { fault: sentence(error) };
  }
}

const errorOf = (value: number, exact: number) => {
  const error = Math.abs(value - exact);
  return Number.isFinite(error) ? significant(error, 2) : '';
};

/** A derivative of a long f may fill pages, which nobody reads. */
const shown = (derivative: string) => (derivative.length > 160 ? `${derivative.slice(0, 160)} …` : derivative);

/** Every method's figure at this h, with all its digits, and its distance from the derivative. */
export function Figures({ given }: { given: OneVariable }) {
  const { exact } = given;
  return (
    <Card
      title={l10n.t('The figures, digit by digit')}
      class="figures"
      hint={
        exact ? (
          <>
            {l10n.t('By the rules of differentiation')}: <span class="mono">f′ = {shown(exact.text)}</span>
          </>
        ) : (
          l10n.t('no symbolic derivative here')
        )
      }
    >
      <Scrolled class="scrolled" label={l10n.t('The figures, digit by digit')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{l10n.t('method')}</th>
              <th scope="col">f′({given.x})</th>
              <th scope="col">{l10n.t('error')}</th>
            </tr>
          </thead>
          <tbody class="mono">
            <tr>
              <th scope="row">{l10n.t('exact')}</th>
              <td>{exact ? repr(exact.value) : '—'}</td>
              <td />
            </tr>
            {rows.map(([name, formula, options]) => {
              const { value, fault } = difference(given, options);
              return (
                <tr key={name} title={formula}>
                  <th scope="row">{name}</th>
                  <td>{value === undefined ? '—' : options.dtype === 'float32' ? repr32(value) : repr(value)}</td>
                  <td>{value === undefined ? fault : exact && errorOf(value, exact.value)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  );
}
