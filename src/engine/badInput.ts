/**
 * Input that cannot be used, said in one sentence that names the place and what was expected.
 *
 * `template` is the English sentence with `{0}`, `{1}` … where `values` go; it is also the key under which a
 * translation is looked up, so a host can say the same sentence in the reader's language.
 */
export class BadInput extends Error {
  override readonly name = 'BadInput';

  /**
   * @param place   what is wrong, as the user wrote it: a key path (`batch.size`), a flag (`--label`), a file.
   * @param template the sentence, `{n}` standing for `values[n]`.
   */
  constructor(
    readonly place: string,
    readonly template: string,
    readonly values: readonly (string | number)[] = [],
  ) {
    super(template.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole)));
  }
}
