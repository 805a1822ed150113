import type { CollectionConfig } from 'payload'

import type { DrumbeatOptions } from './options.ts'

/**
 * Applies an integrator's options to our collections: `enabled: false` leaves the schema and takes the behaviour;
 * `collections[slug]` has the last word.
 */
export const prepareCollections = (
  collections: readonly CollectionConfig[],
  { collections: overrides = {}, enabled = true }: DrumbeatOptions,
): CollectionConfig[] =>
  collections.map((collection) => {
    const prepared = enabled ? collection : withoutBehaviour(collection)

    return overrides[collection.slug]?.(prepared) ?? prepared
  })

/** The same fields, so that nothing in the database is orphaned, and nothing that acts. */
function withoutBehaviour({ endpoints: _endpoints, hooks: _hooks, ...schema }: CollectionConfig): CollectionConfig {
  const { components: _components, ...admin } = schema.admin ?? {}

  return { ...schema, admin }
}
