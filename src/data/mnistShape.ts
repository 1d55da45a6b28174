/** What is known of MNIST before it is loaded: the host, the thread and the pages count by it. */
export const trainingSamples = 60_000;
export const testSamples = 10_000;
/** Pixels of a picture. */
export const inputs = 784;
/** Digits. */
export const classes = 10;
