const isMac = /\bMac/.test(navigator.userAgent);

/** What the button's tooltip calls it. */
export const trainKeyName = isMac ? '⌘Enter' : 'Ctrl+Enter';

/**
 * Whether it is the key that trains what is on the page, or pauses it. The page listens for itself rather than VS Code
 * for it: so it is no key of a box beside the page, and acts on what is typed this moment.
 */
export const isTrainKey = ({ key, ctrlKey, metaKey, shiftKey, altKey, repeat, isComposing }: KeyboardEvent): boolean =>
  key === 'Enter' &&
  (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) &&
  !shiftKey &&
  !altKey &&
  !repeat &&
  !isComposing;
