import * as l10n from '@vscode/l10n';
import type { Tab, Values } from '../../../src/shared/pageProtocol';
import { Formula } from '../../components/formula';
import { Icon, IconButton } from '../../components/icon';
import { guidePages } from './pages';
import './guide.css';

interface GuideProps {
  tab: Tab;
  name: string;
  onTry: (values: Values) => void;
  onClose: () => void;
}

/** What am I looking at: one page a tab, beside it. */
export function Guide({ tab, name, onTry, onClose }: GuideProps) {
  const { lead, formula, seen, tries, source } = guidePages[tab];
  return (
    <aside
      id="guide"
      class="guide"
      aria-label={l10n.t('What am I looking at?')}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <header>
        <h2>{name}</h2>
        <IconButton icon="close" label={l10n.t('Close')} onClick={onClose} />
      </header>
      <p class="lead">{lead}</p>
      {formula !== undefined && <Formula mathml={formula} />}
      <h3>{l10n.t('What you see')}</h3>
      <dl>
        {seen.map(([what, words]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <h3>{l10n.t('Try this')}</h3>
      <ul>
        {tries.map(({ words, values }) => (
          <li key={words}>
            <Icon icon={values ? 'arrow-right' : 'beaker'} />
            {values ? (
              <button type="button" class="link" onClick={() => onTry(values)}>
                {words}
              </button>
            ) : (
              <span>{words}</span>
            )}
          </li>
        ))}
      </ul>
      <p class="dim source">{source}</p>
    </aside>
  );
}
