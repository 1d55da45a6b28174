import * as l10n from '@vscode/l10n';
import { askForSnapshot, isSilent, silence } from '../host/requests';
import { Notice } from './notice';
import { unavailable } from '../host/state';

/** What stands on a page that the host has nothing for, and how to try again. */
export const Unavailable = () =>
  isSilent.value ? (
    <Silence />
  ) : unavailable.value === null ? null : (
    <Notice class="unavailable">
      <p>{unavailable.value}</p>
      <button type="button" class="button" onClick={askForSnapshot}>
        {l10n.t('Try again')}
      </button>
    </Notice>
  );

/** What stands above a page whose host does not answer. */
export const Silence = () => (isSilent.value ? <Notice class="silence">{silence()}</Notice> : null);
