/**
 * What may take the steps of a run: plain TypeScript, or one of two builds of the WebAssembly kernels. Part of what
 * decides a run's last bits; each gives the same ones on every host.
 */
export const kernelsNames = ['plain', 'simd', 'relaxed-simd'] as const;
export type KernelsName = (typeof kernelsNames)[number];
