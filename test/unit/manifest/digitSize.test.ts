import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { digitSizes } from '../../../src/shared/digitSize';

test('the setting of the size of a digit has the range of its slider', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, object> } };
  };
  const { least, most, usual } = digitSizes;
  expect(contributes.configuration.properties['lossLab.samples.digitSize']).toMatchObject({
    minimum: least,
    maximum: most,
    default: usual,
  });
});
