import * as l10n from '@vscode/l10n';
import { BadInput, type Say } from '../../src/engine';

/** Says a template in the reader's language. */
export const say: Say = (template, ...values) => l10n.t(template, ...values);

/** The one sentence that says what `error` is about, in the reader's language. */
export function sentence(error: unknown): string {
  if (error instanceof BadInput) return error.inWords(say);
  return error instanceof Error ? error.message : String(error);
}
