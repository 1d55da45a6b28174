import * as l10n from '@vscode/l10n';
import type { Tab, Values } from '../../../src/shared/pageProtocol';
import batchMean from '../../formulas/batchMean.tex';
import derivative from '../../formulas/derivative.tex';
import gradientCheck from '../../formulas/gradientCheck.tex';
import oneHot from '../../formulas/oneHot.tex';
import update from '../../formulas/update.tex';

/** What a reader should know of a tab: what it shows, what to try on it, and where the book speaks of it. */
export interface GuidePage {
  lead: string;
  /** MathML. */
  formula?: string;
  /** [what is on the page, what it means]. */
  seen: readonly (readonly [string, string])[];
  tries: readonly Try[];
  source: string;
}

/** Something to do; with `values`, one click does it. */
export interface Try {
  words: string;
  values?: Values;
}

const simple = { f: '0.01*x^2 + 0.1*x', x: '5' };

export const guidePages: Record<Tab, GuidePage> = {
  train: {
    lead: l10n.t(
      'Learning is this: take a hundred digits, see how wrong the network is (the loss), move every weight a little against its gradient, and again.',
    ),
    formula: update,
    seen: [
      [
        l10n.t('The loss curve'),
        l10n.t(
          'One point a step. Faint: the raw loss of that step’s mini-batch, which jumps because the batches differ. Bold: its running mean.',
        ),
      ],
      [
        l10n.t('Accuracy'),
        l10n.t(
          'The share of 10,000 digits read right that training never sees; dashed, that of the training digits. When only the dashed one rises, the network learns by heart.',
        ),
      ],
      [
        l10n.t('Marks at the top edge'),
        l10n.t('Steps whose loss was not a finite number. They are kept in their place, never left out.'),
      ],
      [
        l10n.t('The loss landscape'),
        l10n.t(
          'The loss on a plane through the weights, as a map with contour lines, and the way the run took on it. Downhill is where learning goes.',
        ),
      ],
    ],
    tries: [
      { words: l10n.t('Train with learning rate 0.1, then 0.5, then 10: too small crawls, too large leaps.') },
      { words: l10n.t('Batch size 1, then 1000: how much does the faint line jump?') },
      { words: l10n.t('Leave the hidden layers empty: how far does a network without one get?') },
    ],
    source: l10n.t('The book: 4.4 and 4.5. The notebook: its introduction.'),
  },
  samples: {
    lead: l10n.t(
      'MNIST: 70,000 handwritten digits of 28 × 28 pixels. The network learns from 60,000 of them and is tested on the other 10,000.',
    ),
    seen: [
      [
        l10n.t('A digit'),
        l10n.t(
          '784 bytes, 0 for paper to 255 for ink; the network gets each divided by 255. “Pixel values” shows the numbers.',
        ),
      ],
      [l10n.t('label'), l10n.t('The right answer as one number: 5.')],
      [l10n.t('one-hot'), l10n.t('The same answer as ten numbers: 1 at the right place, 0 elsewhere.')],
    ],
    tries: [
      { words: l10n.t('Click a cell of the confusion matrix: which 4 looks like a 9?') },
      {
        words: l10n.t('Draw a mini-batch with seed 0: NumPy draws the same ten.'),
        values: { draw: { seed: 0, size: 10, replace: true } },
      },
      { words: l10n.t('Look for the digits that the network reads wrong: would you have read them right?') },
    ],
    source: l10n.t('The book: 3.6 and 4.2.3. The notebook: In [7] to In [9].'),
  },
  loss: {
    lead: l10n.t(
      'A loss function says in one number how badly the network does. Two of them, term by term: the smaller number is the better guess.',
    ),
    formula: oneHot,
    seen: [
      [l10n.t('Output y, right answer t'), l10n.t('Ten probabilities, one a digit; the outlined one is the answer.')],
      [l10n.t('Sum of squares error'), l10n.t('Every output counts, right or wrong.')],
      [
        l10n.t('Cross-entropy error'),
        l10n.t(
          'Minus the natural logarithm (base e) of the output at the right answer: the others do not count. Sure and right costs almost nothing; sure and wrong costs a lot.',
        ),
      ],
      [
        l10n.t('One-hot and label form'),
        l10n.t(
          'The one-hot form takes ten logarithms and multiplies nine by 0. The label form takes the one that counts.',
        ),
      ],
    ],
    tries: [
      { words: l10n.t('Move δ to 0, and pick a y with a 0 in it: the one-hot form breaks.') },
      { words: l10n.t('Example 1: the right answer gets 0.6, and the loss is 0.51.'), values: { source: 'example1' } },
      { words: l10n.t('Example 2: it gets 0.1, and the loss is 2.30.'), values: { source: 'example2' } },
      { words: l10n.t('Type your own, with δ at 0: which y gives the loss 0?'), values: { source: 'typed' } },
    ],
    source: l10n.t('The book: 4.2.1 and 4.2.2. The notebook: In [2] to In [6], In [10] and In [11].'),
  },
  batch: {
    lead: l10n.t(
      'The loss over all 60,000 digits is what should fall, but it is dear to compute. A mini-batch estimates it: how well?',
    ),
    formula: batchMean,
    seen: [
      [
        l10n.t('The histograms'),
        l10n.t('Each draw of B digits gives one loss. Thousands of draws show how far such an estimate strays.'),
      ],
      [l10n.t('The dashed line'), l10n.t('The loss over all 60,000: what every batch tries to guess.')],
      ['1/√B', l10n.t('Ten times less spread needs a hundred times more digits: the first hundred tell the most.')],
    ],
    tries: [
      { words: l10n.t('Draw with B = 1, 10, 100, 1000.') },
      { words: l10n.t('Without replacement, B = 60000: nothing is left to chance.') },
    ],
    source: l10n.t('The book: 4.2.3. The notebook: In [8] and In [9].'),
  },
  derivative: {
    lead: l10n.t(
      'A derivative is the change at one moment: how fast f grows at this very x. A computer takes a small step h and divides. How small is small enough, and when is it too small?',
    ),
    formula: derivative,
    seen: [
      [
        l10n.t('Secant and tangent'),
        l10n.t('The secant goes through x − h and x + h; the tangent is the true slope. They meet as h shrinks.'),
      ],
      [
        l10n.t('Error by h'),
        l10n.t(
          'From the right the error falls with h: truncation. Further left it rises again: rounding, since 16 digits are all there are.',
        ),
      ],
      ['float32', l10n.t('Half the digits: the error turns much earlier, and 1e-50 is simply 0.')],
    ],
    tries: [
      {
        words: l10n.t('h = 1e-50, as the notebook has it: x + h is x, and the derivative comes out as 0.'),
        values: { derivative: { ...simple, h: '1e-50' } },
      },
      {
        words: l10n.t('h = 1e-4, as the book has it: 0.1999999999990898.'),
        values: { derivative: { ...simple, h: '1e-4' } },
      },
      {
        words: l10n.t('Two variables: descents from (−3, 4) with the book’s learning rates.'),
        values: { derivative: { f: 'x0^2 + x1^2', x: '-3, 4', h: '1e-4' } },
      },
    ],
    source: l10n.t('The book: 4.3 and 4.4. The notebook: In [12].'),
  },
  check: {
    lead: l10n.t(
      'Backpropagation is fast and easy to get wrong. The numerical gradient is slow and easy to get right. Where both agree, the fast one can be trusted.',
    ),
    formula: gradientCheck,
    seen: [
      [
        l10n.t('The pictures'),
        l10n.t(
          'The gradient of all weights into one hidden unit, each at the place of its pixel. Orange: more weight, more loss. Blue: less.',
        ),
      ],
      [
        l10n.t('The difference'),
        l10n.t('Both gradients subtracted. Each row has its own scale: look at the number beside it.'),
      ],
      [l10n.t('The verdict'), l10n.t('The largest difference of each parameter, and whether it is small enough.')],
    ],
    tries: [
      { words: l10n.t('Turn a sign around: every parameter fails.'), values: { mistake: 'wrongSign' } },
      {
        words: l10n.t('Forget the 1/N: the pictures look right, the numbers are not.'),
        values: { mistake: 'missingMean' },
      },
    ],
    source: l10n.t('The book: 4.5.2 and 5.7.3. Beyond the notebook.'),
  },
  ways: {
    lead: l10n.t(
      'The same 10,000 digits, read three ways: by a rule a person wrote, by features a person designed, and by a network that was given nothing but pixels and right answers.',
    ),
    seen: [
      [
        l10n.t('The three rows'),
        l10n.t('Grey is what a person made, blue what is learnt. Going down, the blue takes over.'),
      ],
      [
        l10n.t('Holes and bays'),
        l10n.t('What the rule goes by, drawn over the digit. Where a loop is not quite shut, the rule sees no hole.'),
      ],
      [l10n.t('The little bars'), l10n.t('How many of each digit are read wrong: the shorter, the better.')],
    ],
    tries: [
      { words: l10n.t('Look at digits that only the network reads: what would you add to the rule for them?') },
      { words: l10n.t('Look at those that all three get wrong: could you read them?') },
    ],
    source: l10n.t('The book: 4.1 and figure 4-2. The notebook: its first picture.'),
  },
};
