import * as l10n from '@vscode/l10n';
import { useEffect, useMemo } from 'preact/hooks';
import type { DataState } from '../../../src/shared/pageProtocol';
import { Card } from '../../components/card';
import { Notice } from '../../components/notice';
import { Progress } from '../../components/progress';
import { digitSizes } from '../../../src/shared/digitSize';
import { count } from '../../text/format';
import { request } from '../../host/requests';
import { activeId, data, network, picked, settings } from '../../host/state';
import { ConfusionCard } from './confusionCard';
import { PickingGrid } from './pickingGrid';
import { cacheFailure, cacheVersion, retry } from '../../digits/digits';
import { DrawBatch } from './drawBatch';
import { byLoss, confusionOf, countDigits, countUnread, filterSamples, needsReadings, type Order } from './filter';
import { FilterBar } from './filterBar';
import { focus, focused } from './focus';
import { pick } from './picks';
import { ReadingLine } from './readingLine';
import { keepUp, readAll, readingAll, readings } from './readings';
import { SampleCard } from './sampleCard';
import { filter, unfiltered, view } from './view';
import './samples.css';

type Ready = Extract<DataState, { state: 'ready' }>;

const load = () => void request('loadData', {}).catch(() => undefined);

/** The digits, the one that is looked at, and drawing a mini-batch of them. */
export function SamplesTab() {
  const loaded = data.value;
  useEffect(() => {
    if (data.value.state === 'absent') load();
  }, []);
  if (loaded.state === 'ready') return <Samples loaded={loaded} />;
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
            <Progress label={l10n.t('Unpacking')} done={loaded.state === 'loading' ? loaded.fraction : 0} />
          </>
        )}
      </div>
    </section>
  );
}

const orders: readonly (readonly [Order, string])[] = [
  ['stored', l10n.t('as stored')],
  ['largest', l10n.t('largest loss first')],
  ['smallest', l10n.t('smallest loss first')],
];

function Samples({ loaded }: { loaded: Ready }) {
  const { labels, train } = loaded;
  const { split, digits, answer, cell, order, pickedOnly } = view.value;
  const size = view.value.size ?? settings.value.digitSize;
  const read = readings.value;
  const isAwaited = needsReadings(view.value) && !read;
  // The first digits come first.
  const isReady = cacheVersion.value > 0 || needsReadings(view.value);
  useEffect(() => {
    if (isReady) keepUp();
  }, [isReady, network.value, activeId.value]);

  const sorted = useMemo(() => (read && order !== 'stored' ? byLoss(read.losses, order) : undefined), [read, order]);
  const filtered = useMemo(
    () => filterSamples(labels, train, { split, digits, answer, cell }, read ?? undefined, sorted),
    [labels, train, split, digits, answer, cell, read, sorted],
  );
  const counts = useMemo(() => countDigits(labels, train, split), [labels, train, split]);
  const confusion = useMemo(
    () => read && confusionOf(labels, train, split, read.predicted),
    [labels, train, split, read],
  );
  const ofSplit = useMemo(
    () =>
      read &&
      confusion && {
        split,
        ...answered(confusion, counts, []),
        unread: countUnread(labels, train, split, read.predicted),
      },
    [labels, train, split, read, confusion, counts],
  );
  /** The frames tell right from wrong: where an untrained network guesses, or none gives a number, there is nothing to tell. */
  const framed = read?.network.kind === 'run' && ofSplit && ofSplit.unread < ofSplit.all ? read.predicted : undefined;
  const chosen = useMemo(() => {
    if (!sorted) return picked.value;
    const isChosen = new Set(picked.value);
    return Array.from(sorted).filter((id) => isChosen.has(id));
  }, [sorted, picked.value]);
  const ids = pickedOnly ? chosen : filtered;
  const inSplit = counts.reduce((sum, each) => sum + each, 0);
  /** What the digits shown are some of: a whole split is itself a part of all. */
  const among = !pickedOnly && ids.length < inSplit ? inSplit : labels.length;
  const shownId = focused.value ?? picked.value.at(-1) ?? ids.at(0) ?? null;
  const step = (by: 1 | -1) => {
    const index = shownId === null ? -1 : ids.indexOf(shownId);
    focus(ids[index < 0 ? 0 : (index + by + ids.length) % ids.length]);
  };

  return (
    <div class="samples">
      <div class="main">
        <DrawBatch labels={labels} />
        <Card
          class="grid-card"
          title={
            isAwaited
              ? l10n.t('Digits')
              : ids.length === labels.length
                ? l10n.t('{0} digits', count(ids.length))
                : l10n.t('{0} of {1} digits', count(ids.length), count(among))
          }
          tools={
            <>
              <select
                class="order"
                aria-label={l10n.t('Order')}
                value={order}
                onChange={(event) => filter({ order: event.currentTarget.value as Order })}
              >
                {orders.map(([name, words]) => (
                  <option key={name} value={name}>
                    {words}
                  </option>
                ))}
              </select>
              <input
                type="range"
                min={digitSizes.least}
                max={digitSizes.most}
                step="2"
                value={size}
                aria-label={l10n.t('Size of a digit')}
                title={l10n.t('Size of a digit')}
                onInput={(event) => view.set({ size: Number(event.currentTarget.value) })}
              />
            </>
          }
        >
          <FilterBar
            view={view.value}
            counts={counts}
            answered={confusion && answered(confusion, counts, digits)}
            onFilter={filter}
          />
          <ReadingLine read={ofSplit} />
          {!pickedOnly && (
            <p class="hint">
              {l10n.t('Click to pick, Shift for a range, Ctrl to add one. Enter compares their losses.')}{' '}
              {framed && l10n.t('A red frame: the network reads it wrong.')}
            </p>
          )}
          {cacheFailure.value && (
            <Notice>
              {cacheFailure.value}{' '}
              <button type="button" class="link" onClick={retry}>
                {l10n.t('Try again')}
              </button>
            </Notice>
          )}
          {isAwaited || ids.length === 0 ? (
            <div class="empty">
              <p>
                {isAwaited
                  ? readingAll.isUnderWay
                    ? l10n.t('The network reads all digits first.')
                    : l10n.t(
                        'Whether a digit is read right, and its loss, is known when the network has read them all.',
                      )
                  : pickedOnly
                    ? l10n.t('Nothing is picked yet. Click a digit, or draw a mini-batch.')
                    : l10n.t('No digit is of that kind.')}
              </p>
              <div class="actions">
                {isAwaited && !readingAll.isUnderWay && (
                  <button type="button" class="button" onClick={() => void readAll()}>
                    {l10n.t('Read all digits')}
                  </button>
                )}
                <button
                  type="button"
                  class="button secondary"
                  onClick={() => filter({ ...unfiltered, ...(isAwaited ? { order: 'stored' } : {}) })}
                >
                  {l10n.t('Show all digits')}
                </button>
              </div>
            </div>
          ) : (
            <PickingGrid
              key={`${split} ${digits.join('')} ${answer} ${cell?.label} ${cell?.predicted} ${order} ${pickedOnly}`}
              ids={ids}
              labels={labels}
              predicted={framed}
              size={size}
              clickPicks={!pickedOnly}
            />
          )}
        </Card>
      </div>
      <div class="side">
        {shownId !== null && (
          <SampleCard id={shownId} label={labels[shownId]} onStep={ids.length > 0 && !isAwaited ? step : null} />
        )}
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
        {read && confusion && (
          <ConfusionCard
            counts={confusion}
            unread={ofSplit?.unread ?? 0}
            cell={pickedOnly ? null : cell}
            onCell={(clicked) => {
              filter({ ...unfiltered, cell: clicked });
              const shown =
                clicked && filterSamples(labels, train, { split, ...unfiltered, cell: clicked }, read, sorted);
              if (shown?.length) focus(shown[0]);
            }}
          />
        )}
      </div>
    </div>
  );
}

/** How many of `digits`, or of all when none is named, are read right and wrong. @param counts how many of each there are. */
function answered(confusion: Uint32Array, counts: readonly number[], digits: readonly number[]) {
  const named = digits.length === 0 ? counts.map((_, k) => k) : digits;
  const right = named.reduce((sum, k) => sum + confusion[11 * k], 0);
  const all = named.reduce((sum, k) => sum + counts[k], 0);
  return { right, wrong: all - right, all, share: right / all };
}
