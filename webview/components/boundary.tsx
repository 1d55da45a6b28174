import * as l10n from '@vscode/l10n';
import { Component, type ComponentChildren } from 'preact';
import { Notice } from './notice';

interface BoundaryProps {
  /** Puts away what the tab may have stumbled over, before it is drawn once more. */
  onAnew: () => void;
  children: ComponentChildren;
}

/** Keeps a fault in one tab from taking the others with it: says it there, and offers to begin that tab anew. */
export class Boundary extends Component<BoundaryProps, { fault: string | null }> {
  override state = { fault: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ fault: error instanceof Error ? error.message : String(error) });
  }

  override render({ children, onAnew }: BoundaryProps, { fault }: { fault: string | null }) {
    if (fault === null) return children;
    const begin = () => {
      onAnew();
      this.setState({ fault: null });
    };
    return (
      <Notice>
        <p>{l10n.t('This page could not be drawn: {0}', fault)}</p>
        <button type="button" class="button" onClick={begin}>
          {l10n.t('Begin it anew')}
        </button>
      </Notice>
    );
  }
}
