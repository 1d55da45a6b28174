// Bundles everything that ships, as scripts/bundles.mjs lists it, and says whose work is in it.
import { build } from 'esbuild';
import { copyIcons, jobs } from './scripts/bundles.mjs';
import { writeNotices } from './scripts/notices.mjs';

await copyIcons();
const built = await Promise.all(jobs().map((job) => build({ ...job, metafile: true })));
await writeNotices(built.map(({ metafile }) => metafile));
