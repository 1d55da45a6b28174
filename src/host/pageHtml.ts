import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { language } from './language';

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

/** The strings of the l10n bundle, for a page to look up; empty in English, whose strings are the keys. */
const bundle = () => JSON.stringify(vscode.l10n.bundle ?? {});

/**
 * The HTML of a page: its script and styles, the translations, what stands there until the first snapshot, and a policy that lets nothing else in.
 * `navigation`: where the reader was on the page that this one takes the place of.
 * Inline styles stay allowed because chart.js and the controls set sizes through style attributes.
 */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: 'panel' | 'live',
  navigation?: object,
): string {
  const nonce = randomBytes(18).toString('base64');
  const uri = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="${language()}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Loss Lab</title>
  <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${uri('codicon.css')}" nonce="${nonce}">
  <link rel="stylesheet" href="${uri(`${page}.css`)}">
</head>
<body data-page="${page}" data-l10n="${escaped(bundle())}" data-navigation="${escaped(JSON.stringify(navigation ?? {}))}">
  <div id="root"></div>
  <p id="loading" role="status">${escaped(vscode.l10n.t('Loading…'))}</p>
  <script nonce="${nonce}" src="${uri(`${page}.js`)}"></script>
</body>
</html>`;
}
