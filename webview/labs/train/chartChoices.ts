import { computed, signal, useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Cursor } from '../../charts/chartView';
import type { Steps } from '../../charts/lineChart';
import { zoomWithin } from '../../charts/zoom';
import { kept } from '../../host/kept';
import { onForget } from '../../host/requests';
import { settings } from '../../host/state';

/** How the charts of the Train tab are drawn; remembered with the page. */
export interface ChartChoices {
  logX: boolean;
  logY: boolean;
  ignoreOutliers: boolean;
  /** Null: as the settings have it. */
  smoothing: number | null;
  /** Whether the accuracy is drawn from 0 to 1, and not from where the curves are. */
  wholeAccuracy: boolean;
}

const first: ChartChoices = { logX: false, logY: true, ignoreOutliers: false, smoothing: null, wholeAccuracy: false };

const choices = kept<ChartChoices>('train', first);
const steps = signal<Steps | null>(null);
onForget('train', () => (steps.value = null));

/** How smooth the bold curves are, 0 … 1: as chosen, or as the settings have it. */
export const smoothing = computed(() => choices.value.smoothing ?? settings.value.smoothing);

/** What both charts of the tab share: how they are drawn, the steps in view, which stand one above the other, and the one pointed at. */
export interface SharedView {
  choices: ChartChoices;
  choose: (change: Partial<ChartChoices>) => void;
  /** Of the bold curves, 0 … 1. */
  smoothing: number;
  /** Null: all of them. */
  steps: Steps | null;
  onSteps: (steps: Steps | null) => void;
  cursor: Signal<Cursor | null>;
}

/** @param last the last step of the runs on the charts. */
export function useSharedView(last: number): SharedView {
  const cursor = useSignal<Cursor | null>(null);
  const inView = zoomWithin(steps.value, last);
  // For good: runs that are as long do not come up zoomed again.
  useEffect(() => {
    steps.value = inView;
  }, [inView]);
  return {
    choices: choices.value,
    smoothing: smoothing.value,
    choose: (change) => choices.set(change),
    steps: inView,
    cursor,
    onSteps: (chosen) => {
      const { value } = steps;
      if (chosen?.min !== value?.min || chosen?.max !== value?.max) steps.value = chosen;
    },
  };
}
