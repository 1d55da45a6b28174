import * as vscode from 'vscode';

/**
 * The language that is spoken here: Korean in a Korean editor, else English. What a page says and what its `lang` is
 * are of one language, whatever the editor's.
 */
export const language = (): 'ko' | 'en' => (/^ko\b/i.test(vscode.env.language) ? 'ko' : 'en');
