import * as l10n from '@vscode/l10n';
import { trainingSamples } from '../../src/data/mnistShape';
import type { SampleId } from '../../src/shared/pageProtocol';
import { count } from '../text/format';

/** A sample as its split numbers it: training 123, test 92. */
export const sampleName = (id: SampleId) =>
  id < trainingSamples ? l10n.t('training {0}', count(id)) : l10n.t('test {0}', count(id - trainingSamples));
