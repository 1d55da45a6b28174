import { expect, test } from 'vitest';
import { sortIntoGroups } from '../../../webview/labs/ways/groups';

test('digits are sorted into groups by who reads them right, in the order of the digits', () => {
  const labels = Uint8Array.of(3, 1, 2, 0);
  const said = {
    rule: Uint8Array.of(3, 9, 9, 0),
    features: Uint8Array.of(3, 9, 2, 9),
    network: Uint8Array.of(3, 1, 9, 9),
  };
  expect(sortIntoGroups(said, labels)).toEqual({
    allRight: [0],
    onlyNetwork: [1],
    allWrong: [],
    ruleWrong: [1, 2],
    featuresWrong: [3, 1],
    networkWrong: [3, 2],
  });
});
