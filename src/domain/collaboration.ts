export const COLLABORATION_MODES = ['paid', 'sample', 'commission', 'hybrid'] as const

export type CollaborationMode = (typeof COLLABORATION_MODES)[number]

/** From first contact to archive; which of them a mode passes through, `stepsOf` tells. */
export const COLLABORATION_STATUSES = [
  'lead',
  'quoted',
  'contracted',
  'sample-sent',
  'briefed',
  'script',
  'first-draft',
  'final-draft',
  'scheduled',
  'published',
  'measuring',
  'accepted',
  'settled',
  'archived',
  'disputed',
  'cancelled',
] as const

export type CollaborationStatus = (typeof COLLABORATION_STATUSES)[number]

const STEPS: readonly CollaborationStatus[] = COLLABORATION_STATUSES.slice(0, 14)

const SKIPPED: Record<CollaborationMode, readonly CollaborationStatus[]> = {
  commission: ['quoted', 'sample-sent', 'script'],
  hybrid: [],
  paid: ['sample-sent'],
  sample: ['quoted', 'settled'],
}

/** The steps that a collaboration of this mode takes, in order. */
export const stepsOf = (mode: CollaborationMode): CollaborationStatus[] =>
  STEPS.filter((status) => !SKIPPED[mode].includes(status))
