import type { Tab } from '../../src/shared/pageProtocol';
import { forget } from '../host/requests';
import { visit } from '../host/state';

/** Puts away what a tab may have stumbled over: what it kept, what it was answered, and what it was opened with. */
export function beginAnew(tab: Tab): void {
  forget(tab);
  visit.value = null;
}
