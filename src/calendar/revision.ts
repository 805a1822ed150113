import { randomUUID } from 'node:crypto'

import type { ChangeFeed } from '../domain/changeFeed.ts'

/**
 * Names the state of the calendar: two equal names mean that nothing changed in between; null while nobody can say.
 *
 * Made from the place in the database's own log, so that all web processes name the same state alike.
 */
export function createRevision(changes: ChangeFeed): () => string | null {
  let revision = randomUUID() as string

  changes.subscribe({
    onChange: ({ at }) => {
      revision = at ?? randomUUID()
    },
    onReset: () => {
      revision = randomUUID()
    },
  })

  return () => (changes.isLive() ? revision : null)
}
