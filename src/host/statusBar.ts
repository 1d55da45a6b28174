import * as vscode from 'vscode';
import { shownName } from '../runs/naming/runName';
import { count, significant } from '../engine/numberText';
import type { Lab } from './lab';
import { say } from './sentence';

/** Often enough to read, seldom enough not to flicker. */
const refreshMs = 250;

/** While a run goes on: its step and loss, one click from the panel. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('lossLab.run', vscode.StatusBarAlignment.Left, 10);
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly lab: Lab) {
    this.item.name = vscode.l10n.t('Loss Lab run');
    this.item.command = 'lossLab.open';
    this.subscription = lab.onMessage((message) => {
      if (message.type === 'runs') this.draw();
      else if (message.type === 'progress')
        this.timer ??= setTimeout(() => {
          this.draw();
        }, refreshMs);
    });
  }

  private draw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const run = this.lab.activeRun();
    if (!run) {
      this.item.hide();
      return;
    }
    const icon = run.state === 'paused' ? '$(debug-pause)' : '$(sync~spin)';
    const loss = run.smoothedLoss === null ? '' : ` · ${significant(run.smoothedLoss, 3)}`;
    const step = count(run.steps);
    this.item.text = `${icon} ${shownName(run, say)} · ${vscode.l10n.t('step {0}', step)} / ${count(run.experiment.steps)}${loss}`;
    this.item.tooltip = vscode.l10n.t(
      '{0}: the steps and the smoothed loss. Click to open Loss Lab',
      shownName(run, say),
    );
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
    this.item.dispose();
  }
}
