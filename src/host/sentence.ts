import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';

/** The one sentence, in the reader's language, that says what `error` is about. */
export function sentence(error: unknown): string {
  if (error instanceof BadInput) {
    // What was expected ("a positive number") is a phrase of its own in the bundle; numbers and names pass unchanged.
    const values = error.values.map((value) => (typeof value === 'string' ? vscode.l10n.t(value) : value));
    return vscode.l10n.t(error.template, ...values);
  }
  return error instanceof Error ? error.message : String(error);
}
