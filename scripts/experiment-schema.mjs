// Writes the JSON schema of an experiment file, made from the very schema that checks one.
// Usage: node scripts/experiment-schema.mjs [TO]
import { build } from 'esbuild';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

async function bundledExperiment() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/runs/experiment/experiment.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** @returns the JSON schema (draft 7) of an experiment as it is written in a file: every key may be left out. */
export async function experimentJsonSchema() {
  const { experimentSchema } = await bundledExperiment();
  const schema = toJsonSchema(experimentSchema, {
    typeMode: 'input',
    // JSON has no infinite numbers.
    ignoreActions: ['finite'],
  });
  return {
    ...schema,
    properties: {
      $schema: { type: 'string', description: 'The schema that an editor holds this file against.' },
      ...schema.properties,
    },
    title: 'Loss Lab experiment',
    // Of VS Code: as the files are read.
    allowComments: true,
    allowTrailingCommas: true,
  };
}

/** The schema with every description as `bundle` says it: VS Code shows them, and translates none. */
const inWords = (schema, bundle) =>
  JSON.parse(JSON.stringify(schema), (key, value) => (key === 'description' ? (bundle[value] ?? value) : value));

/** By the ending of their files: English, and every language that there is a bundle of. */
async function inEveryLanguage(schema) {
  const files = await readdir(join(root, 'l10n'));
  const languages = files.flatMap((file) => /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1] ?? []);
  const others = languages.map(async (language) => {
    const bundle = JSON.parse(await readFile(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8'));
    return [`.${language}.json`, inWords(schema, bundle)];
  });
  return [['.json', schema], ...(await Promise.all(others))];
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? join(root, 'dist/experiment.schema.json');
  await mkdir(dirname(file), { recursive: true });
  for (const [ending, schema] of await inEveryLanguage(await experimentJsonSchema()))
    await writeFile(file.replace(/\.json$/, ending), `${JSON.stringify(schema, null, 2)}\n`);
}
