import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const pages = readdirSync('webview', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
const spoken = new Set(['title', 'label', 'aria-label', 'placeholder', 'alt', 'hint', 'words', 'caption']);
/** Two words, or one of four letters: prose rather than a symbol. NumPy's calls, units and names stay as they are. */
const isProse = (text: string) =>
  /[a-z]{2,}[^\S\n]+[a-z]{2,}|\b[A-Za-z]{4,}\b/.test(text) && !/^[\w.]*\(|np\.|^, \w+=|^Loss Lab$/.test(text.trim());

function* unspoken(file: string): Generator<string> {
  const source = ts.createSourceFile(file, readFileSync(join('webview', file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  /** The literals that `node` may come to, but for those inside of a call (l10n.t itself) or another element. */
  const said = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (isProse(node.text)) found.push(node.text);
      return;
    }
    if (
      ts.isCallExpression(node) ||
      ts.isJsxElement(node) ||
      ts.isJsxSelfClosingElement(node) ||
      ts.isFunctionLike(node)
    )
      return;
    // What is compared or looked up by is not shown.
    if (ts.isBinaryExpression(node) && /^([=!]==|in)$/.test(node.operatorToken.getText())) return;
    if (ts.isElementAccessExpression(node)) return;
    ts.forEachChild(node, said);
  };
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node) && isProse(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer) said(node.initializer);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) said(node);
    ts.forEachChild(node, look);
  };
  look(source);
  for (const text of found) yield `${file}: ${text}`;
}

test('no words of a page stand outside l10n.t', () => {
  expect(pages.flatMap((file) => [...unspoken(file)])).toEqual([]);
});
