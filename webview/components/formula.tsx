/** A formula: MathML that the build made of one of `webview/formulas/*.tex`. */
export const Formula = ({ mathml }: { mathml: string }) => (
  <span class="formula" dangerouslySetInnerHTML={{ __html: mathml }} />
);
