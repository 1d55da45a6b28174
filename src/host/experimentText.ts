import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { bounds, tooLong } from '../runs/experiment/experimentBounds';

/** Whether it is the place of an experiment file. */
export const isExperimentFile = ({ path }: vscode.Uri): boolean => path.endsWith('.losslab.json');

export const fileNameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf('/') + 1);

/** A document's text. @throws BadInput before a text too long for an experiment is put together. */
export function boundedText(document: vscode.TextDocument): string {
  const end = document.lineAt(document.lineCount - 1).range.end;
  if (document.offsetAt(end) > bounds.characters) throw tooLong();
  return document.getText();
}

/**
 * The text of an experiment file as it is typed, saved or not.
 * @throws BadInput when it is too long, is no file or cannot be read; before it is.
 */
export async function experimentText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return boundedText(open);
  let stat: vscode.FileStat;
  try {
    stat = await vscode.workspace.fs.stat(uri);
  } catch {
    throw new BadInput('file', 'the file cannot be read.');
  }
  if (!(stat.type & vscode.FileType.File)) throw new BadInput('file', 'it is no file.');
  if (stat.size > bounds.characters) throw tooLong();
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new BadInput('file', 'it is no text.');
  }
  return boundedText(document);
}
