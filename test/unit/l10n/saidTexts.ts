import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Written with / on every system, as the tests name them. What the command line alone says stays English. */
const shown = ['src', 'webview']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('src/cli/'));

/** The argument of `node` that is looked up in the reader's language, if `node` says anything. */
function template(node: ts.Node): ts.Expression | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'BadInput') return node.arguments?.[1];
  if (ts.isCallExpression(node) && /(^|\.)(l10n\.t|say|phrase)$/.test(node.expression.getText()))
    return node.arguments.at(0);
  return undefined;
}

export interface Said {
  /** The English that a bundle has a translation of. */
  texts: string[];
  /** `FILE: EXPRESSION` of what is put together or handed on, so that no bundle can be held against it. */
  unknown: string[];
}

/** Everything that host and pages say: `l10n.t(…)`, `say(…)`, `phrase(…)`, and the template of a `new BadInput(…)`. */
export function saidTexts(files: readonly string[] = shown, read = (file: string) => readFileSync(file, 'utf8')): Said {
  const said: Said = { texts: [], unknown: [] };
  for (const file of files) {
    const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
    const take = (text: ts.Expression): void => {
      if (ts.isStringLiteralLike(text)) said.texts.push(text.text);
      else if (ts.isParenthesizedExpression(text)) take(text.expression);
      else if (ts.isConditionalExpression(text)) [text.whenTrue, text.whenFalse].forEach(take);
      else said.unknown.push(`${file}: ${text.getText()}`);
    };
    const look = (node: ts.Node): void => {
      const text = template(node);
      if (text) take(text);
      ts.forEachChild(node, look);
    };
    look(source);
  }
  return said;
}
