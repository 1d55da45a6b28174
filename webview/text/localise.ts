import * as l10n from '@vscode/l10n';

// The first import of every page: strings are looked up while the other modules are read. English needs no bundle.
const bundle = JSON.parse(document.body.dataset.l10n ?? '{}') as Record<string, string>;
if (Object.keys(bundle).length > 0) l10n.config({ contents: bundle });
