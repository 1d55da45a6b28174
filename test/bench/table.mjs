/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The one that all others are compared with. */
export const ours = 'Loss Lab';

/** @param {number} seconds */
export const shown = (seconds) =>
  seconds >= 1
    ? `${seconds.toPrecision(3)} s`
    : seconds >= 1e-3
      ? `${(seconds * 1e3).toPrecision(3)} ms`
      : `${(seconds * 1e6).toPrecision(3)} µs`;

/**
 * A sentence for each bar that the case has to reach.
 * @param {{ bars?: { peer: string, most: number, says: string }[], most?: number }} entry
 * @param {Record<string, number>} medians
 * @returns {string[]}
 */
export function barLines({ bars = [], most }, medians) {
  const own = medians[ours];
  if (own === undefined) return [];
  const lines = bars.map(({ peer, most: ratio, says }) => {
    if (medians[peer] === undefined) return `${says}: not compared, ${peer} is not there`;
    const reached = own / medians[peer];
    return `${says}: ${reached <= ratio ? 'met' : 'NOT MET'} (1/${(1 / reached).toFixed(1)})`;
  });
  if (most !== undefined) lines.push(`< ${shown(most)}: ${own < most ? 'met' : 'NOT MET'} (${shown(own)})`);
  return lines;
}

/**
 * @param {{ title: string, medians: Record<string, number>, notes: Record<string, string | undefined> }[]} results
 * @param {Record<string, string>} hosts what each peer runs on, or why it is not there.
 */
export function markdown(results, hosts) {
  const names = Object.keys(hosts);
  const cell = (medians, name) => {
    if (medians[name] === undefined) return '';
    const factor =
      name === ours || medians[ours] === undefined ? '' : ` (${(medians[name] / medians[ours]).toFixed(1)} ×)`;
    return `${shown(medians[name])}${factor}`;
  };
  const notes = [...new Set(results.flatMap((result) => Object.values(result.notes ?? {})).filter(Boolean))];
  return [
    ...names.map((name) => `- ${name}: ${hosts[name]}`),
    '',
    `| median | ${names.join(' | ')} | must reach |`,
    `| --- |${' --- |'.repeat(names.length + 1)}`,
    ...results.map(
      (result) =>
        `| ${result.title} | ${names.map((name) => cell(result.medians, name)).join(' | ')} | ${barLines(result, result.medians).join('; ')} |`,
    ),
    '',
    '(… ×): how many times as long as Loss Lab it took. An empty cell: not compared.',
    ...notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}
