import * as vscode from 'vscode';

/**
 * Hands the schema of experiment files to VS Code's JSON service, with its descriptions in the reader's language.
 *
 * The service asks for it when the first experiment file is opened, and that starts Loss Lab (`onFileSystem:losslab`): a
 * language would start it for every JSON file there is, and one of its own would be none to that service.
 */
export const experimentSchema = (extensionUri: vscode.Uri): vscode.Disposable =>
  vscode.workspace.registerTextDocumentContentProvider('losslab', {
    async provideTextDocumentContent() {
      const read = async (file: string) =>
        new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', file)));
      const inWords = read(`experiment.schema.${vscode.env.language}.json`);
      return inWords.catch(() => read('experiment.schema.json'));
    },
  });
