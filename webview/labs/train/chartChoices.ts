import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Steps } from '../../charts/lineChart';
import { zoomWithin } from '../../charts/zoom';
import { recall, remember } from '../../host/requests';
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

/** What both charts of the tab share: how they are drawn, and the steps in view, which stand one above the other. */
export interface SharedView {
  choices: ChartChoices;
  choose: (change: Partial<ChartChoices>) => void;
  /** Of the curves, 0 … 1: as chosen, or as the settings have it. */
  smoothing: number;
  /** Null: all of them. */
  steps: Steps | null;
  onSteps: (steps: Steps | null) => void;
}

/** @param last the last step of the runs on the charts. */
export function useSharedView(last: number): SharedView {
  const choices = useSignal(recall<ChartChoices>('train', first));
  const steps = useSignal<Steps | null>(null);
  const inView = zoomWithin(steps.value, last);
  // For good: runs that are as long do not come up zoomed again.
  useEffect(() => {
    steps.value = inView;
  }, [inView]);
  return {
    choices: choices.value,
    smoothing: choices.value.smoothing ?? settings.value.smoothing,
    choose: (change) => {
      choices.value = { ...choices.value, ...change };
      remember('train', change);
    },
    steps: inView,
    onSteps: (chosen) => {
      const { value } = steps;
      if (chosen?.min !== value?.min || chosen?.max !== value?.max) steps.value = chosen;
    },
  };
}
