/** A place in a channel's publications in the order of (changedAt, id). */
export interface Position {
  at: Date
  id: string
}

/** What a publication id may look like; anything else never reaches a query. */
const PUBLICATION_ID = /^[\w-]{0,64}$/
const LAST_INSTANT = 8.64e15

/** A position out of untrusted values, or null. An empty id stands before all others of its instant. */
export function asPosition(at: unknown, id: unknown): Position | null {
  const isInstant = typeof at === 'number' && Number.isSafeInteger(at) && Math.abs(at) <= LAST_INSTANT

  return isInstant && typeof id === 'string' && PUBLICATION_ID.test(id) ? { at: new Date(at), id } : null
}
