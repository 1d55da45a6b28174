/** 0.9342 → 93.42 % */
export const percent = (share: number, digits = 2) => `${(share * 100).toFixed(digits)} %`;
