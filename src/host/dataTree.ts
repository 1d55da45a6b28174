import * as vscode from 'vscode';
import type { Lab } from './lab';
import { testSamples, trainingSamples } from '../data/mnistShape';
import { count } from '../engine/numberText';

/** A row of the Data view: a split, or one digit of it. */
export type DataNode =
  { kind: 'split'; split: 'train' | 'test' } | { kind: 'digit'; split: 'train' | 'test'; digit: number };

const sizes = { train: trainingSamples, test: testSamples };

/** MNIST's two splits with their counts per digit; decoded when a split is first opened. */
export class DataTree implements vscode.TreeDataProvider<DataNode> {
  private readonly changed = new vscode.EventEmitter<DataNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private counts: Record<'train' | 'test', number[]> | undefined;

  constructor(private readonly lab: Lab) {}

  async getChildren(parent?: DataNode): Promise<DataNode[]> {
    if (!parent) return (['train', 'test'] as const).map((split) => ({ kind: 'split', split }));
    if (parent.kind === 'digit') return [];
    this.counts ??= countDigits(await this.lab.loadData());
    return Array.from({ length: 10 }, (_, digit) => ({ kind: 'digit', split: parent.split, digit }));
  }

  getTreeItem(node: DataNode): vscode.TreeItem {
    if (node.kind === 'digit') {
      const item = new vscode.TreeItem(String(node.digit));
      item.description = this.counts ? count(this.counts[node.split][node.digit]) : '';
      item.id = `${node.split}-${String(node.digit)}`;
      return item;
    }
    const name = node.split === 'train' ? vscode.l10n.t('MNIST training') : vscode.l10n.t('MNIST test');
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = node.split;
    item.description = count(sizes[node.split]);
    item.iconPath = new vscode.ThemeIcon('database');
    item.tooltip =
      node.split === 'train'
        ? vscode.l10n.t('60,000 handwritten digits to learn from, 28 × 28 pixels each')
        : vscode.l10n.t('10,000 handwritten digits that training never sees');
    return item;
  }
}

function countDigits({ train, labels }: { train: number; labels: Uint8Array }): Record<'train' | 'test', number[]> {
  const counts = { train: new Array<number>(10).fill(0), test: new Array<number>(10).fill(0) };
  labels.forEach((digit, id) => {
    counts[id < train ? 'train' : 'test'][digit]++;
  });
  return counts;
}
