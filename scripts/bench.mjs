// Usage: npm run bench [-- --rounds N] [--only WORD] [--node PATH] [--full]
import { bench } from '../test/bench/bench.mjs';
import { main } from './say.mjs';

await main(import.meta.url, bench);
