import * as l10n from '@vscode/l10n';

/** Of a canvas that is read by keys: a screen reader hands them on to it. @param label what the picture says. */
export const keyedCanvas = (label: string, keys: string) => ({
  role: 'application' as const,
  'aria-roledescription': l10n.t('chart'),
  tabIndex: 0,
  'aria-label': label,
  'aria-keyshortcuts': keys,
});
