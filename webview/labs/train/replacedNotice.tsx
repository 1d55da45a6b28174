import * as l10n from '@vscode/l10n';
import { Notice } from '../../components/notice';
import { setAside } from './setAside';

/** What stood in the form and nowhere else, when a run was opened, say, whose settings took its place. */
export const ReplacedNotice = ({ onPutBack }: { onPutBack: () => void }) =>
  setAside.form === null ? null : (
    <Notice kind="note" class="replaced">
      {l10n.t('The form holds other settings now. Yours are kept.')}{' '}
      <span class="buttons">
        <button type="button" class="link" onClick={onPutBack}>
          {l10n.t('Put mine back')}
        </button>
        <button type="button" class="link" onClick={() => setAside.take()}>
          {l10n.t('Leave it so')}
        </button>
      </span>
    </Notice>
  );
