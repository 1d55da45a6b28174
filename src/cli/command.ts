/** One word of the command line. */
export interface Command {
  /** How it is called, after `loss-lab`. */
  usage: string;
  summary: string;
  /**
   * @param words the arguments after the command's name.
   * @returns what `--json` prints, and the same for a reader.
   * @throws BadInput for input that cannot be used; anything else is a failure.
   */
  run(words: readonly string[]): Promise<{ result: object; text: string }>;
}
