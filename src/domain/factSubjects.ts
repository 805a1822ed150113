import type { EngagementFact, ReferenceKind } from './engagement.ts'
import { REFERENCE_KINDS } from './engagement.ts'
import type { Reason } from './errors.ts'
import { reason } from './reasons/reason.ts'

/** Ids of the documents that one document belongs to, by kind. */
export type References = Partial<Record<ReferenceKind, string>>

export interface Reference {
  id: string
  kind: ReferenceKind
}

/** Documents that lead to others, in the order in which they are followed. */
export const FOLLOWED_KINDS = ['link', 'publication', 'post'] as const satisfies readonly ReferenceKind[]

/** Documents that lead nowhere further: only whether they exist is asked. */
export const PLAIN_KINDS = [
  'channel',
  'campaign',
  'challenge',
  'collaboration',
  'offer',
] as const satisfies readonly ReferenceKind[]

export const referenceKey = ({ id, kind }: Reference): string => `${kind}:${id}`

/**
 * Adds what a document belongs to, so that one event counts for all its subjects.
 *
 * The document is believed before the sender: a publication knows its post.
 */
export function addReferences(fact: EngagementFact, found: References): void {
  for (const kind of REFERENCE_KINDS) {
    const id = found[kind]

    if (id !== undefined) {
      fact[kind] = id
    }
  }
}

export const unknownReference = ({ id, kind }: Reference): Reason => ({
  ...reason('UNKNOWN_SUBJECT', { path: kind, values: { id, kind } }),
  code: `UNKNOWN_${kind.toUpperCase()}`,
  says: 'UNKNOWN_SUBJECT',
})
