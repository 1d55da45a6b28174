/** What a command has to say. */
export interface Answer {
  /** What `--json` prints. */
  result: object;
  /** The same for a reader. */
  text: string;
  /** Why this is not all that was asked for, in one sentence; printed on stderr, exit code 1. */
  failure?: string;
}

/** One word of the command line. */
export interface Command {
  /** How it is called, after `loss-lab`. */
  usage: string;
  summary: string;
  /**
   * @param words the arguments after the command's name.
   * @throws BadInput for input that cannot be used; anything else is a failure.
   */
  run(words: readonly string[]): Promise<Answer>;
}
