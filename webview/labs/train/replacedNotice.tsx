import * as l10n from '@vscode/l10n';
import { Notice } from '../../components/notice';
import { request } from '../../host/requests';
import { replaced } from '../../host/state';

const ask = (method: 'restoreExperiment' | 'forgetReplaced') => () => void request(method, {}).catch(() => undefined);

/** What stood in the form and nowhere else, when a run was opened whose settings took its place. */
export const ReplacedNotice = () =>
  replaced.value === null ? null : (
    <Notice kind="note" class="replaced">
      {l10n.t('The form holds the settings of the run you opened. Yours are kept.')}
      <span class="buttons">
        <button type="button" class="link" onClick={ask('restoreExperiment')}>
          {l10n.t('Put mine back')}
        </button>
        <button type="button" class="link" onClick={ask('forgetReplaced')}>
          {l10n.t('Leave it so')}
        </button>
      </span>
    </Notice>
  );
