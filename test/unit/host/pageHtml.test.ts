import { readFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { expect, test, vi } from 'vitest';
import { pageHtml } from '../../../src/host/pageHtml';

vi.mock('vscode', () => ({
  env: { language: 'en' },
  l10n: { t: (words: string) => words, bundle: undefined },
  Uri: { joinPath: (...parts: string[]) => parts.join('/') },
}));
const webview = { cspSource: 'https://here', asWebviewUri: (uri: string) => uri } as unknown as vscode.Webview;
const html = (navigation?: object) => pageHtml(webview, 'ext' as unknown as vscode.Uri, 'panel', navigation);

test('a page takes scripts of this load alone, and names no base and sends no form', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html())?.[1].replaceAll('&#39;', "'") ?? '';
  expect(policy.split('; ').map((rule) => rule.split(' ')[0])).toEqual(
    expect.arrayContaining(['default-src', 'script-src', 'base-uri', 'form-action']),
  );
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toContain("form-action 'none'");
  expect(/'nonce-([^']+)'/.exec(policy)?.[1]).not.toBe(/'nonce-([^']+)'/.exec(html())?.[1]);
});

test('where the reader was is handed to the page as text, whatever is in it', () => {
  const typed = { train: { form: '"><script>alert(1)</script>&' } };
  const page = html(typed);
  expect(page).not.toContain('<script>alert');
  const attribute = /data-navigation="([^"]*)"/.exec(page)?.[1] ?? '';
  const text = attribute.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  expect(JSON.parse(text)).toEqual(typed);
});

test('Loss Lab is started by what is used of it, not with the editor', async () => {
  const { activationEvents } = JSON.parse(await readFile('package.json', 'utf8')) as { activationEvents: string[] };
  expect(activationEvents).not.toContain('*');
  expect(activationEvents).not.toContain('onStartupFinished');
});
