import type { Payload } from 'payload'

interface Model {
  init(): Promise<unknown>
}

/**
 * Waits until Payload's own collections and indexes stand.
 *
 * Payload builds them in the background; until then the first transactions fail, because a collection
 * cannot change its catalogue under them.
 */
export async function builtIndexes(payload: Payload): Promise<void> {
  const { collections, versions } = payload.db as unknown as Record<'collections' | 'versions', Record<string, Model>>

  await Promise.all([...Object.values(collections), ...Object.values(versions)].map((model) => model.init()))
}
