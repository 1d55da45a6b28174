import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Experiment } from '../../../src/runs/experiment/experiment';
import { experiment, experimentEdit, memory } from '../../host/state';
import { recall, Refused, remember, request } from '../../host/requests';
import { labelOf } from './fieldWords';
import { FormEdits } from './formEdits';
import { chosen, fieldAt, formOf, readForm, type FormValues, type ReadForm } from './formValues';
import { setAside } from './setAside';

/** Typing rests this long before the host is told. */
const restMs = 250;

/** `told`: what the host held when the form last heard or spoke, by which a page that comes back knows news. */
interface Remembered {
  form?: FormValues;
  told?: Experiment;
}

/** What this page told the host: outlives the form, which is on the page only while its tab is shown. */
let told: FormEdits | undefined;

function editsOf({ told: before = experiment.peek() }: Remembered): FormEdits {
  remember('train', { told: before });
  return new FormEdits(before);
}

/** The form's text, what it makes, and what can be done with it. */
export interface FormState extends ReadForm {
  values: FormValues;
  /** Why the host would not train it, where that is no field's. */
  refusal: string | undefined;
  /** Counts the experiments that took the form's place: a run's, a file's, the settings'. */
  news: number;
  set: (place: string, text: string) => void;
  /** Puts another experiment in the form. */
  replace: (next: Experiment) => void;
  /** Puts into the form again what something else took the place of. */
  putBack: () => void;
  /** Trains what is on the screen, this moment. @returns the place of the field that is at fault, if one is. */
  train: () => Promise<string | undefined>;
}

export function useFormState(): FormState {
  const remembered = useMemo(() => recall<Remembered>('train', {}), []);
  const values = useSignal<FormValues>({ ...formOf(experiment.peek()), ...remembered.form });
  const refusal = useSignal<{ place: string | undefined; message: string } | null>(null);
  const news = useSignal(0);
  const timer = useRef(0);
  const isStarting = useRef(false);
  const edits = (told ??= editsOf(remembered));
  const toldFault = useRef<string | null>(null);

  const read = () => readForm(values.peek(), memory.peek());
  /** Tells the host what the form holds now, or what is wrong with it. */
  const tell = () => {
    clearTimeout(timer.current);
    const { experiment: typed, faults } = read();
    const [place] = Object.keys(faults);
    const fault = typed ? null : `${labelOf(place)}: ${faults[place] ?? ''}`;
    if (fault !== toldFault.current) {
      toldFault.current = fault;
      void request('setFormFault', { fault }).catch(() => undefined);
    }
    if (!typed || edits.isTold(typed)) return;
    const edit = edits.tell(typed);
    remember('train', { told: typed });
    void request('setExperiment', { experiment: typed, edit }).catch(() => undefined);
  };
  const show = (form: FormValues) => {
    values.value = form;
    refusal.value = null;
    remember('train', { form });
  };

  // A run was opened, or the settings changed: the host's experiment takes the form's place.
  useSignalEffect(() => {
    const next = experiment.value;
    const edit = experimentEdit.peek();
    // What the host says by itself ends what it knew of a fault.
    if (typeof edit !== 'number') toldFault.current = null;
    if (!edits.isNews(next, edit, !read().experiment)) {
      if (typeof edit !== 'number') tell();
      return;
    }
    clearTimeout(timer.current);
    setAside.keep(values.peek());
    show(formOf(next));
    remember('train', { told: next });
    news.value = news.peek() + 1;
  });
  useEffect(() => {
    // What was typed just before the page was hidden, and not told any more.
    tell();
    // Whoever goes elsewhere to train is through with typing.
    window.addEventListener('blur', tell);
    return () => {
      window.removeEventListener('blur', tell);
      tell();
    };
  }, []);

  const train = async () => {
    const { experiment: ready, faults } = read();
    if (!ready) return Object.keys(faults)[0];
    // Of a double click the second is none.
    if (isStarting.current) return undefined;
    isStarting.current = true;
    refusal.value = null;
    tell();
    try {
      await request('train', { experiment: ready });
    } catch (error) {
      const place = error instanceof Refused ? fieldAt(error.place) : undefined;
      refusal.value = { place, message: error instanceof Error ? error.message : String(error) };
      return place;
    } finally {
      isStarting.current = false;
    }
    return undefined;
  };

  const { experiment: ready, faults } = readForm(values.value, memory.value);
  const refused = refusal.value;
  return {
    values: values.value,
    ...(ready && { experiment: ready }),
    faults: refused?.place ? { [refused.place]: refused.message, ...faults } : faults,
    refusal: refused && !refused.place ? refused.message : undefined,
    news: news.value,
    set: (place, text) => {
      show(chosen(values.peek(), place, text));
      clearTimeout(timer.current);
      timer.current = window.setTimeout(tell, restMs);
    },
    replace: (next) => {
      show(formOf(next));
      tell();
    },
    putBack: () => {
      const mine = setAside.take();
      if (!mine) return;
      setAside.keep(values.peek());
      show({ ...values.peek(), ...mine });
      tell();
    },
    train,
  };
}
