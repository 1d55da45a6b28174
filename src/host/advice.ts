import * as vscode from 'vscode';
import type { Stuck } from '../runs/advice/diagnosis';
import { divergence } from '../runs/advice/divergence';
import type { Experiment } from '../runs/experiment/experiment';
import { rateToTry } from '../runs/advice/rateToTry';
import { count, plain, significant } from '../engine/numberText';

const three = (value: number) => significant(value, 3);
/** For means that hardly differ. */
const five = (value: number) => significant(value, 5);
const stepToTry = 1e-4;

const stdOf = ({ network: { init } }: Experiment) => (init.kind === 'normal' ? plain(init.std) : '');
const stepOf = ({ gradient }: Experiment) => plain(typeof gradient === 'string' ? stepToTry : gradient.h);

/** What happened to a run whose loss stopped being finite, and what to try. */
export function divergedSentence(step: number, experiment: Experiment): string {
  switch (divergence(step, experiment)) {
    case 'firstWeights':
      return vscode.l10n.t(
        'Diverged at step {0}: the loss is not a finite number. First weights of standard deviation {1} are too large; try 0.01, He or Xavier.',
        count(step),
        stdOf(experiment),
      );
    case 'classWeights':
      return vscode.l10n.t(
        'Diverged at step {0}: the loss is not a finite number, before anything was learnt. Its class weights are too large.',
        count(step),
      );
    case 'largeStep':
      return vscode.l10n.t(
        'Diverged at step {0}: the loss stopped being a finite number. h = {1} is too large a step for a difference; try {2}.',
        count(step),
        stepOf(experiment),
        plain(stepToTry),
      );
    case 'learningRate':
      return vscode.l10n.t(
        'Diverged at step {0}: the loss stopped being a finite number. A learning rate of {1} is too high for this network; try {2}.',
        count(step),
        plain(experiment.optimizer.learningRate),
        plain(rateToTry(experiment.optimizer, true)),
      );
  }
}

/** What happened to a run whose loss did not fall, and what to try. */
export function stuckSentence({ cause, first, lowest, last, highest }: Stuck, experiment: Experiment): string {
  const { optimizer } = experiment;
  const { learningRate } = optimizer;
  switch (cause) {
    case 'tooHigh':
      return vscode.l10n.t(
        'The loss was thrown up to {0}, and is still {1} at the end. A learning rate of {2} is probably too high for this network; try {3}.',
        three(highest),
        three(last),
        plain(learningRate),
        plain(rateToTry(optimizer, true)),
      );
    case 'rose':
      return vscode.l10n.t(
        'The loss fell to {0} and rose again to {1}. A learning rate of {2} is probably too high for this network; try {3}.',
        three(lowest),
        three(last),
        plain(learningRate),
        plain(rateToTry(optimizer, true)),
      );
    case 'faintWeights':
      return vscode.l10n.t(
        'The loss hardly fell: {0} at first, {1} at the end. First weights this small let no signal through several layers; try He with ReLU, Xavier with sigmoid or tanh.',
        three(first),
        three(last),
      );
    case 'absurdWeights':
      return vscode.l10n.t(
        'The loss did not fall: {0} at first, {1} at the end. First weights of standard deviation {2} are too large; try 0.01, He or Xavier.',
        three(first),
        three(last),
        stdOf(experiment),
      );
    case 'smallStep':
      return vscode.l10n.t(
        'The loss did not fall: {0} at first, {1} at the end. h = {2} is too small: the difference vanishes in rounding, so that the gradient is 0, or rounding and nothing else. Try h = {3}.',
        five(first),
        five(last),
        stepOf(experiment),
        plain(stepToTry),
      );
    case 'largeStep':
      return vscode.l10n.t(
        'The loss did not fall: {0} at first, {1} at the end. h = {2} is too large a step for a difference; try {3}.',
        three(first),
        three(last),
        stepOf(experiment),
        plain(stepToTry),
      );
    case 'tooLow':
      return vscode.l10n.t(
        'The loss hardly fell: from {0} to {1}. A learning rate of {2} is probably too low for so few steps; try {3}, or more steps.',
        five(first),
        five(last),
        plain(learningRate),
        plain(rateToTry(optimizer, false)),
      );
  }
}
