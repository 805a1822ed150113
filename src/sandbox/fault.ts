/** Ways in which a stand-in platform can misbehave towards one account. */
export const FAULTS = ['off', 'slow', 'error', 'throttle', 'drop'] as const

export type Fault = (typeof FAULTS)[number]

export const isFault = (value: unknown): value is Fault => FAULTS.some((fault) => fault === value)
