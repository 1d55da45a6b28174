import { ways, type Way } from '../../../src/engine';

/** Which of the digits are shown, by who reads them right. */
export const groups = ['onlyNetwork', 'allWrong', 'ruleWrong', 'featuresWrong', 'networkWrong', 'allRight'] as const;
export type Group = (typeof groups)[number];

/** Whether a digit belongs, by which of the three ways read it right. */
const belongs: Record<Group, (right: Record<Way, boolean>) => boolean> = {
  allRight: ({ rule, features, network }) => rule && features && network,
  onlyNetwork: ({ rule, features, network }) => network && !rule && !features,
  allWrong: ({ rule, features, network }) => !rule && !features && !network,
  ruleWrong: ({ rule }) => !rule,
  featuresWrong: ({ features }) => !features,
  networkWrong: ({ network }) => !network,
};

/**
 * Indices of the digits of each group, sorted by digit.
 * @param said (count,) what each way reads. @param labels (count,) what they are.
 */
export function sortIntoGroups(said: Record<Way, Uint8Array>, labels: Uint8Array): Record<Group, number[]> {
  const byDigit = Array.from(labels.keys()).sort((a, b) => labels[a] - labels[b] || a - b);
  const rights = Array.from(labels, (label, n) => {
    const [rule, features, network] = ways.map((way) => said[way][n] === label);
    return { rule, features, network };
  });
  const members = groups.map((group) => [group, byDigit.filter((n) => belongs[group](rights[n]))]);
  return Object.fromEntries(members) as Record<Group, number[]>;
}
