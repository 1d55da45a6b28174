import * as v from 'valibot';
import type * as vscode from 'vscode';
import { experimentSchema } from '../runs/experiment/experiment';

const schema = v.object({
  /** What the form held last. */
  experiment: v.fallback(v.optional(experimentSchema), undefined),
  /** What the settings asked a new experiment to start from when the form last went with them. */
  settings: v.fallback(v.optional(experimentSchema), undefined),
  /** Sample ids, in the order they were picked. */
  picked: v.fallback(v.optional(v.array(v.number()), []), []),
  /** The runs on the charts, the newest chosen last. */
  shownIds: v.fallback(v.optional(v.array(v.string()), []), []),
  /** Runs in the legend of the charts whose curves are switched off. */
  offIds: v.fallback(v.optional(v.array(v.string()), []), []),
  /** The run that is looked at, whose network answers predictions. */
  lookedAtId: v.fallback(v.optional(v.string()), undefined),
  /** Where the reader is in the panel and what is typed there, for one that is opened anew. */
  navigation: v.fallback(v.optional(v.record(v.string(), v.unknown()), {}), {}),
  /** The session of the window that the panel is open in; undefined where it is closed. */
  panelSession: v.fallback(v.optional(v.string()), undefined),
});
export type KeptState = v.InferOutput<typeof schema>;

const key = 'lab';

/** The little that outlives the window besides the runs; what cannot be read again counts as absent. */
export class Kept {
  state: KeptState;

  constructor(private readonly memento: vscode.Memento) {
    this.state = v.parse(v.fallback(schema, v.parse(schema, {})), memento.get(key) ?? {});
  }

  change(change: Partial<KeptState>): void {
    this.state = { ...this.state, ...change };
    void this.memento.update(key, this.state);
  }
}
