import * as l10n from '@vscode/l10n';
import type { NetworkSource } from '../../../src/shared/pageProtocol';
import { count, significant } from '../../../src/engine/numberText';

/** The loss of a network that finds all ten digits equally likely. */
const blind = Math.log(10);
/** The share of it that a loss may be off and still be called close. */
const close = 0.1;

/**
 * Which network the losses are of.
 * @param all its mean loss over all samples. @param runName what its run is called.
 */
export function networkWords(source: NetworkSource, all: number, runName: string): string {
  if (source.kind === 'run')
    return l10n.t('The cross-entropy after {1} steps of the run “{0}”.', runName, count(source.step));
  if (Math.abs(all - blind) <= close * blind)
    return l10n.t(
      'The network is untrained: its mean loss of {0} is close to ln 10 = {1}, that of ten digits found equally likely.',
      significant(all),
      significant(blind),
    );
  return all > blind
    ? l10n.t(
        'The network is untrained: its mean loss of {0} is above ln 10 = {1}, that of ten digits found equally likely. Its first weights are so large that it is sure of itself, by chance.',
        significant(all),
        significant(blind),
      )
    : l10n.t('The network is untrained.');
}
