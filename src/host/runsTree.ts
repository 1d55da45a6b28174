import * as vscode from 'vscode';
import { accuracyNow, isActive, type NewerRun, type RunState, type RunSummary } from '../runs/run';
import { paletteSize } from '../runs/naming/runColor';
import { beside, described, differences, shownName } from '../runs/naming/runName';
import { shortName, splitNames } from '../runs/naming/shortName';
import { count, duration, percent, plain, significant } from '../engine/numberText';
import type { Lab } from './lab';
import { fromRow } from './commandArguments';
import { language } from './language';
import { say } from './sentence';

/** A run's colour as the manifest contributes it: the charts take theirs from it too. */
const colorOf = ({ color }: RunSummary) => new vscode.ThemeColor(`lossLab.run${(color % paletteSize) + 1}`);

const icons: Record<RunState, string> = {
  running: 'sync~spin',
  paused: 'debug-pause',
  done: 'circle-filled',
  stopped: 'primitive-square',
  diverged: 'flame',
  failed: 'error',
  interrupted: 'debug-disconnect',
};

const stateName = (state: RunState): string =>
  ({
    running: vscode.l10n.t('running'),
    paused: vscode.l10n.t('paused'),
    done: vscode.l10n.t('done'),
    stopped: vscode.l10n.t('stopped'),
    diverged: vscode.l10n.t('diverged'),
    failed: vscode.l10n.t('failed'),
    interrupted: vscode.l10n.t('interrupted'),
  })[state];

function outcome(run: RunSummary): string {
  if (run.state === 'diverged') return vscode.l10n.t('diverged @ {0}', count(run.divergedAt ?? run.steps));
  const accuracy = accuracyNow(run);
  const parts = [
    run.state === 'done' ? '' : stateName(run.state),
    run.smoothedLoss === null || isActive(run.state) ? '' : significant(run.smoothedLoss, 3),
    accuracy && !isActive(run.state) ? percent(accuracy.test, 1) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

function tooltip(run: RunSummary): vscode.MarkdownString {
  const { network, batch, optimizer, seed, dtype, steps } = run.experiment;
  const rows: [string, string][] = [
    [vscode.l10n.t('state'), stateName(run.state)],
    [vscode.l10n.t('network'), `${['784', ...network.hidden, '10'].join(' → ')} · ${network.activation}`],
    [vscode.l10n.t('learning rate'), plain(optimizer.learningRate)],
    [vscode.l10n.t('batch size'), count(batch.size)],
    [vscode.l10n.t('steps'), `${count(run.steps)} / ${count(steps)}`],
    [vscode.l10n.t('seed'), String(seed)],
    [vscode.l10n.t('precision'), dtype],
    ...(run.kernels ? [[vscode.l10n.t('kernels'), run.kernels] satisfies [string, string]] : []),
    [vscode.l10n.t('time in steps'), duration(run.seconds, say)],
    [vscode.l10n.t('started'), new Date(run.createdAt).toLocaleString(language())],
  ];
  if (run.finalLoss !== null)
    rows.splice(
      1,
      0,
      [vscode.l10n.t('smoothed loss'), run.smoothedLoss === null ? '–' : significant(run.smoothedLoss, 3)],
      [vscode.l10n.t('last batch’s loss'), significant(run.finalLoss, 3)],
    );
  const measured = run.accuracy && !accuracyNow(run) ? ` (${vscode.l10n.t('step {0}', count(run.accuracy.step))})` : '';
  if (run.accuracy)
    rows.splice(
      1,
      0,
      [vscode.l10n.t('test accuracy'), `${percent(run.accuracy.test, 1)}${measured}`],
      [vscode.l10n.t('training accuracy'), `${percent(run.accuracy.train, 1)}${measured}`],
    );
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(shownName(run, say)).appendMarkdown('**\n\n');
  text.appendText(described(run.experiment, say)).appendMarkdown('\n\n');
  if (run.message) text.appendText(run.message).appendMarkdown('\n\n');
  text.appendMarkdown('| | |\n|:--|--:|\n');
  for (const [name, value] of rows) text.appendMarkdown(`| ${name} | ${value} |\n`);
  return text;
}

/** Characters of a name that leave a row room for what came of the run; its tooltip has all of them. */
const mostName = 22;

/** A run that is there, of which no more can be said and with which nothing can be done. */
function newerItem({ id, name, createdAt }: NewerRun): vscode.TreeItem {
  const item = new vscode.TreeItem(shortName([name, ''], mostName));
  item.id = id;
  item.description = vscode.l10n.t('made by a newer Loss Lab');
  item.tooltip = `${name}\n${item.description}\n${new Date(createdAt).toLocaleString(language())}`;
  item.iconPath = new vscode.ThemeIcon('lock');
  item.contextValue = 'newer';
  item.accessibilityInformation = { label: `${name}, ${item.description}` };
  return item;
}

/** Every recorded run, newest first; the check boxes say which ones the charts show. */
export class RunsTree implements vscode.TreeDataProvider<RunSummary | NewerRun> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  /** What a row calls each run, and what tells it from the others besides. */
  private told = new Map<string, { name: string; beside: string }>();

  constructor(private readonly lab: Lab) {
    lab.onRunsChanged(() => {
      this.changed.fire();
    });
  }

  async getChildren(parent?: RunSummary | NewerRun): Promise<(RunSummary | NewerRun)[]> {
    if (parent) return [];
    const runs = await this.lab.runs();
    const names = splitNames(runs.map((run) => shownName(run, say))).map((name) => shortName(name, mostName));
    const words = differences(runs, say);
    this.told = new Map(runs.map(({ id }, i) => [id, { name: names[i], beside: beside(names[i], words[i]) }]));
    return [...runs, ...(await this.lab.newerRuns())].sort((a, b) => b.createdAt - a.createdAt);
  }

  getTreeItem(run: RunSummary | NewerRun): vscode.TreeItem {
    if (!('state' in run)) return newerItem(run);
    const name = shownName(run, say);
    const told = this.told.get(run.id);
    const item = new vscode.TreeItem(told?.name ?? name);
    item.id = run.id;
    // What tells it from the others first: in a narrow view the end is cut off.
    item.description = [told?.beside, outcome(run)].filter(Boolean).join(' · ');
    item.tooltip = tooltip(run);
    item.iconPath = new vscode.ThemeIcon(icons[run.state], colorOf(run));
    item.contextValue = isActive(run.state) ? 'active' : run.divergedAt === null ? 'ended resumable' : 'ended';
    item.checkboxState = {
      state: this.lab.charted.isShown(run.id)
        ? vscode.TreeItemCheckboxState.Checked
        : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: vscode.l10n.t('Show on the charts'),
    };
    item.command = {
      command: 'lossLab.openRun',
      title: vscode.l10n.t('Open Run'),
      arguments: [run, undefined, fromRow],
    };
    item.accessibilityInformation = { label: `${name}, ${stateName(run.state)}, ${outcome(run)}` };
    return item;
  }
}
