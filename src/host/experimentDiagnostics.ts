import * as vscode from 'vscode';
import { classes, inputs, trainingSamples } from '../data/mnistShape';
import { BadInput } from '../engine/badInput';
import { textFaults, type TextFault } from '../runs/experiment/textFaults';
import { boundedText, isExperimentFile } from './experimentText';
import { sentence } from './sentence';

/** Milliseconds without typing before a file is looked at. */
const quiet = 200;

function faultsOf(document: vscode.TextDocument): TextFault[] {
  try {
    return textFaults(boundedText(document), { count: trainingSamples, inputs, classes });
  } catch (error) {
    if (error instanceof BadInput) return [{ fault: error, at: { start: 0, end: 1 }, isSlip: false }];
    throw error;
  }
}

function diagnostic(document: vscode.TextDocument, { fault, at, isSlip }: TextFault): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(at.start), document.positionAt(at.end));
  const severity = isSlip ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error;
  const shown = new vscode.Diagnostic(range, sentence(fault), severity);
  shown.source = 'Loss Lab';
  return shown;
}

/** Says in the editor of an experiment file what its schema cannot: what does not fit the data or the memory. */
export function experimentDiagnostics(): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('lossLab');
  const waiting = new Map<string, NodeJS.Timeout>();
  const forget = ({ uri }: vscode.TextDocument) => {
    clearTimeout(waiting.get(uri.toString()));
    waiting.delete(uri.toString());
  };
  const look = (document: vscode.TextDocument) => {
    forget(document);
    if (document.isClosed) return;
    shown.set(
      document.uri,
      faultsOf(document).map((fault) => diagnostic(document, fault)),
    );
  };
  const lookSoon = (document: vscode.TextDocument) => {
    if (!isExperimentFile(document.uri)) return;
    forget(document);
    waiting.set(
      document.uri.toString(),
      setTimeout(() => look(document), quiet),
    );
  };
  vscode.workspace.textDocuments.forEach(lookSoon);
  return vscode.Disposable.from(
    shown,
    vscode.workspace.onDidOpenTextDocument(lookSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => lookSoon(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      forget(document);
      shown.delete(document.uri);
    }),
    { dispose: () => waiting.forEach((timer) => clearTimeout(timer)) },
  );
}
