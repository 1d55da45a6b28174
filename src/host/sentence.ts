import * as vscode from 'vscode';
import { BadInput, type Say } from '../engine/badInput';

/** Says a template in the reader's language. */
export const say: Say = (template, ...values) => vscode.l10n.t(template, ...values);

/** The one sentence, in the reader's language, that says what `error` is about. */
export function sentence(error: unknown): string {
  if (error instanceof BadInput) return error.inWords(say);
  return error instanceof Error ? error.message : String(error);
}
