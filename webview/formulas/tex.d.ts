/** A formula in TeX, turned into MathML when the pages are built (scripts/tex.mjs). */
declare module '*.tex' {
  const mathml: string;
  export default mathml;
}
