import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { Icon } from '../../components/icon';
import { useMore } from '../../components/more';
import { kept } from '../../host/kept';
import { copyText } from './copyText';
import { delta } from './delta';
import { snippet, type Form, type Library } from './snippets';
import type { Example } from './source';

const libraries: readonly (readonly [Library, string])[] = [
  ['numpy', 'NumPy'],
  ['pytorch', 'PyTorch'],
  ['keras', 'Keras'],
];
const forms: readonly (readonly [Form, string])[] = [
  ['oneHot', l10n.t('one-hot')],
  ['label', l10n.t('label')],
];

/** Milliseconds that the button says it has copied. */
const said = 4000;

const chosen = kept<{ library: Library; form: Form }>('loss', { library: 'numpy', form: 'oneHot' });

/** This loss as code for the library the reader works with. */
export function SnippetCard({ example }: { example: Example }) {
  const { library, form } = chosen.value;
  const place = useRef<HTMLPreElement>(null);
  useMore(place);
  const code = snippet(library, form, example, delta.value);
  return (
    <Card
      title={l10n.t('Copy as')}
      class="snippet"
      tools={
        <>
          <Choice
            label={l10n.t('Library')}
            options={libraries.map(([value, words]) => ({ value, words }))}
            chosen={library}
            onChoose={(value) => chosen.set({ library: value })}
          />
          <Choice
            label={l10n.t('Form of t')}
            options={forms.map(([value, words]) => ({ value, words }))}
            chosen={form}
            onChoose={(value) => chosen.set({ form: value })}
          />
        </>
      }
      hint={l10n.t('This y, t and δ; it runs as it stands.')}
    >
      <div class="code">
        <pre ref={place} class="mono" tabIndex={0} role="region" aria-label={l10n.t('Code')}>
          {code.split(/(#.*)/).map((part) => (part.startsWith('#') ? <span class="comment">{part}</span> : part))}
        </pre>
        <CopyButton code={code} />
      </div>
    </Card>
  );
}

/** Copies, and says so to eyes and ears. */
function CopyButton({ code }: { code: string }) {
  const outcome = useSignal<{ code: string; words: string } | null>(null);
  const words = outcome.value?.code === code ? outcome.value.words : '';
  useEffect(() => {
    if (!words) return;
    const timer = setTimeout(() => {
      outcome.value = null;
    }, said);
    return () => clearTimeout(timer);
  }, [outcome.value]);
  const copy = async () => {
    const done = await copyText(code).then(
      () => l10n.t('Copied'),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    outcome.value = { code, words: done };
  };
  return (
    <div class="copy">
      <button type="button" class="button secondary" onClick={() => void copy()}>
        <Icon icon={words ? 'check' : 'copy'} />
        {l10n.t('Copy')}
      </button>
      <span role="status" class="dim">
        {words}
      </span>
    </div>
  );
}
