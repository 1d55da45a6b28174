import { readFile } from 'node:fs/promises';
import temml from 'temml';

/** For esbuild: what imports `name.tex` gets its MathML, made now, so that no page carries a TeX reader. */
export const tex = {
  name: 'tex',
  setup(build) {
    build.onLoad({ filter: /\.tex$/ }, async ({ path }) => {
      const mathml = temml.renderToString((await readFile(path, 'utf8')).trim(), { throwOnError: true });
      return { contents: `export default ${JSON.stringify(mathml)};`, loader: 'js' };
    });
  },
};
