import type { Document, ObjectId } from 'mongodb'

/** What is true of a film and so of each of its frames. */
export interface FrameRights {
  aiGenerated?: true
  credit: string | null
  hasVisibleLabel: boolean
  licence: Document
}

/**
 * What a frame inherits of a film, read from the film as it is stored; or of a frame what it has inherited.
 *
 * The label stands on a film for its first two seconds, so also on the frame that is taken after one. That AI made a frame cannot be taken
 * back, because its file carries the label.
 */
export function rightsOf({ aiGenerated, credit, hasVisibleLabel, licence }: Document): FrameRights {
  const { channels = [], ...bounds } = (licence ?? {}) as { channels?: ObjectId[] | null }

  return {
    ...(aiGenerated === true && { aiGenerated: true as const }),
    credit: (credit ?? null) as string | null,
    hasVisibleLabel: hasVisibleLabel === true,
    licence: { ...bounds, channels: (channels ?? []).map(String) },
  }
}
