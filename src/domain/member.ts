export const LIFECYCLES = ['new', 'active', 'dormant', 'churn-risk', 'lost'] as const

export type Lifecycle = (typeof LIFECYCLES)[number]

export const SEGMENT_KINDS = ['new', 'active', 'dormant', 'churn-risk', 'custom'] as const

export type SegmentKind = (typeof SEGMENT_KINDS)[number]
