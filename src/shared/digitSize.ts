/** Pixels that a digit of the Samples tab may be wide, by its slider and by `lossLab.samples.digitSize`. */
export const digitSizes = { least: 16, most: 112, usual: 36 } as const;
