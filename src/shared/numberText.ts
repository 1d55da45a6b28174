const thousands = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 60000 → 60,000: in English and in Korean alike, whatever language the machine or the browser speaks. */
export const count = (value: number): string => thousands.format(value);
