import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { DataState } from '../../src/shared/protocol';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { count } from '../format';
import { recall, remember, request } from '../host';
import { data, picked, settings } from '../state';
import { DigitGrid } from './digitGrid';
import { cacheFailure, retry } from './digits';
import { DrawBatch } from './drawBatch';
import { countDigits, filterSamples, type Filter, type Split } from './filter';
import { focus, focused } from './focus';
import { pick } from './picks';
import { SampleCard } from './sampleCard';
import './samples.css';

type Ready = Extract<DataState, { state: 'ready' }>;

interface View extends Filter {
  pickedOnly: boolean;
  /** Null until the reader chose one: the setting's. */
  size: number | null;
}

const splits: readonly (readonly [Split, string])[] = [
  ['all', l10n.t('all')],
  ['train', l10n.t('training')],
  ['test', l10n.t('test')],
];

const load = () => void request('loadData', {}).catch(() => undefined);

/** The digits, the one that is looked at, and drawing a mini-batch of them. */
export function SamplesTab({ visible }: { visible: boolean }) {
  const loaded = data.value;
  useEffect(() => {
    if (visible && data.value.state === 'absent') load();
  }, [visible]);
  if (loaded.state === 'ready') return <Samples loaded={loaded} visible={visible} />;
  return (
    <section class="card samples-wait">
      <div class="empty">
        {loaded.state === 'failed' ? (
          <>
            <p role="alert">{loaded.message}</p>
            <button type="button" class="button" onClick={load}>
              {l10n.t('Try again')}
            </button>
          </>
        ) : (
          <>
            <p>{l10n.t('Unpacking 70,000 digits …')}</p>
            <div class="bar" role="progressbar" aria-label={l10n.t('Unpacking')} style={{ width: '220px' }}>
              <div style={{ width: `${100 * (loaded.state === 'loading' ? loaded.fraction : 0)}%` }} />
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function Samples({ loaded, visible }: { loaded: Ready; visible: boolean }) {
  const { labels, train } = loaded;
  const view = useSignal<View>(
    recall<{ samples: View }>({ samples: { split: 'all', digits: [], pickedOnly: false, size: null } }).samples,
  );
  const { split, digits, pickedOnly } = view.value;
  const size = view.value.size ?? settings.value.digitSize;
  const set = (change: Partial<View>) => {
    view.value = { ...view.value, ...change };
    remember({ samples: view.value });
  };
  /** Shows other digits, from their beginning. */
  const filter = (change: Partial<View>) => {
    remember({ samplesTop: 0 });
    set(change);
  };
  const filtered = useMemo(() => filterSamples(labels, train, { split, digits }), [labels, train, split, digits]);
  const counts = useMemo(() => countDigits(labels, train, split), [labels, train, split]);
  const ids = pickedOnly ? picked.value : filtered;
  const shownId = focused.value ?? picked.value.at(-1) ?? ids.at(0) ?? null;
  const toggleDigit = (digit: number) =>
    filter({
      digits: digits.includes(digit) ? digits.filter((other) => other !== digit) : [...digits, digit].sort(),
      pickedOnly: false,
    });

  return (
    <div class="samples">
      <Card
        class="grid-card"
        title={
          ids.length === labels.length
            ? l10n.t('{0} digits', count(ids.length))
            : l10n.t('{0} of {1} digits', count(ids.length), count(labels.length))
        }
        hint={
          pickedOnly
            ? undefined
            : l10n.t('Click to pick, Shift for a range, Ctrl to add one. Enter compares their losses.')
        }
        tools={
          <>
            <span class="chips" role="group" aria-label={l10n.t('Split')}>
              {splits.map(([name, words]) => (
                <Chip
                  key={name}
                  pressed={!pickedOnly && split === name}
                  onClick={() => filter({ split: name, pickedOnly: false })}
                >
                  {words}
                </Chip>
              ))}
            </span>
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
            <Chip pressed={pickedOnly} onClick={() => filter({ pickedOnly: !pickedOnly })}>
              {l10n.t('picked ({0})', count(picked.value.length))}
            </Chip>
            <input
              type="range"
              min="18"
              max="84"
              step="2"
              value={size}
              aria-label={l10n.t('Size of a digit')}
              title={l10n.t('Size of a digit')}
              onInput={(event) => set({ size: Number(event.currentTarget.value) })}
            />
          </>
        }
      >
        {cacheFailure.value && (
          <div class="notice bad" role="alert">
            {cacheFailure.value}{' '}
            <button type="button" class="link" onClick={retry}>
              {l10n.t('Try again')}
            </button>
          </div>
        )}
        {ids.length === 0 ? (
          <div class="empty">
            <p>
              {pickedOnly
                ? l10n.t('Nothing is picked yet. Click a digit, or draw a mini-batch.')
                : l10n.t('No digit is of that kind.')}
            </p>
          </div>
        ) : (
          <DigitGrid
            key={`${split} ${digits.join('')} ${pickedOnly}`}
            ids={ids}
            labels={labels}
            size={size}
            visible={visible}
            clickPicks={!pickedOnly}
          />
        )}
      </Card>
      <div class="side">
        {shownId !== null && <SampleCard id={shownId} label={labels[shownId]} visible={visible} />}
        <button
          type="button"
          class="button"
          disabled={shownId === null}
          onClick={() => {
            if (picked.value.length === 0 && shownId !== null) pick([shownId]);
            void request('open', { tab: 'loss' }).catch(() => undefined);
          }}
        >
          {picked.value.length > 1
            ? l10n.t('Compare the losses of {0} digits', count(picked.value.length))
            : l10n.t('Compare the losses')}
        </button>
        <DrawBatch
          onPick={(chosen) => {
            pick(chosen);
            focus(chosen.at(0) ?? null);
            filter({ pickedOnly: true });
          }}
        />
      </div>
    </div>
  );
}
