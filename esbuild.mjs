// Bundles everything that ships, as scripts/bundles.mjs lists it.
import { build } from 'esbuild';
import { copyIcons, jobs } from './scripts/bundles.mjs';

await copyIcons();
await Promise.all(jobs().map((job) => build(job)));
