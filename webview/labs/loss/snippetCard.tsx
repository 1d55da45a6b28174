import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Card } from '../../components/card';
import { Chip } from '../../components/chip';
import { Icon } from '../../components/icon';
import { useMore } from '../../components/more';
import { recall, remember } from '../../host/requests';
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

/** This loss as code for the library the reader works with. */
export function SnippetCard({ example }: { example: Example }) {
  const shown = useSignal(
    recall<{ snippet: { library: Library; form: Form } }>('loss', { snippet: { library: 'numpy', form: 'oneHot' } })
      .snippet,
  );
  const { library, form } = shown.value;
  const place = useRef<HTMLPreElement>(null);
  useMore(place);
  const code = snippet(library, form, example, delta.value);
  const choose = (change: { library?: Library; form?: Form }) => {
    shown.value = { ...shown.value, ...change };
    remember('loss', { snippet: shown.value });
  };
  return (
    <Card
      title={l10n.t('Copy as')}
      class="snippet"
      tools={
        <>
          <div class="chips" role="group" aria-label={l10n.t('Library')}>
            {libraries.map(([name, words]) => (
              <Chip key={name} pressed={name === library} onClick={() => choose({ library: name })}>
                {words}
              </Chip>
            ))}
          </div>
          <div class="chips" role="group" aria-label={l10n.t('Form of t')}>
            {forms.map(([name, words]) => (
              <Chip key={name} pressed={name === form} onClick={() => choose({ form: name })}>
                {words}
              </Chip>
            ))}
          </div>
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
