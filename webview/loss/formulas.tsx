/** The book's formulas (4.2), as MathML. */

const Sub = ({ base, index }: { base: string; index: string }) => (
  <msub>
    <mi>{base}</mi>
    <mi>{index}</mi>
  </msub>
);

const LogOf = ({ index }: { index: string }) => (
  <>
    <mi>log</mi>
    <mo>(</mo>
    <Sub base="y" index={index} />
    <mo>+</mo>
    <mi>δ</mi>
    <mo>)</mo>
  </>
);

const SumOverK = () => (
  <munder>
    <mo>∑</mo>
    <mi>k</mi>
  </munder>
);

/** ½ Σ (y_k − t_k)² */
export const SumSquaresFormula = () => (
  <math>
    <mfrac>
      <mn>1</mn>
      <mn>2</mn>
    </mfrac>
    <SumOverK />
    <msup>
      <mrow>
        <mo>(</mo>
        <Sub base="y" index="k" />
        <mo>−</mo>
        <Sub base="t" index="k" />
        <mo>)</mo>
      </mrow>
      <mn>2</mn>
    </msup>
  </math>
);

/** −Σ t_k log(y_k + δ) */
export const OneHotFormula = () => (
  <math>
    <mo>−</mo>
    <SumOverK />
    <Sub base="t" index="k" />
    <LogOf index="k" />
  </math>
);

/** −log(y_t + δ) */
export const LabelFormula = () => (
  <math>
    <mo>−</mo>
    <LogOf index="t" />
  </math>
);
