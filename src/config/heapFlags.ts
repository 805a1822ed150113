/**
 * What node is told about its heap when it runs a process that stays.
 *
 * Ten thousand publications of one instant are alive together. In a young generation of the standard 16 MiB they are
 * copied over and over: a quarter of the burst's time went to that, with 64 MiB (per half) a fiftieth.
 */
export const HEAP_FLAGS = ['--max-semi-space-size=64'] as const
