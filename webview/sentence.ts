import * as l10n from '@vscode/l10n';
import { BadInput } from '../src/engine';

/** The one sentence that says what `error` is about, in the reader's language. */
export function sentence(error: unknown): string {
  if (!(error instanceof BadInput)) return error instanceof Error ? error.message : String(error);
  // What was expected ("a positive number") is a phrase of its own in the bundle; numbers and names pass unchanged.
  const values = error.values.map((value) => (typeof value === 'string' ? l10n.t(value) : value));
  return l10n.t(error.template, ...values);
}
