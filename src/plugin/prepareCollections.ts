import type { CollectionConfig, GlobalConfig } from 'payload'

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

/** The same for globals, which have no overrides. */
export const prepareGlobals = (globals: readonly GlobalConfig[], { enabled = true }: DrumbeatOptions): GlobalConfig[] =>
  globals.map(({ endpoints, hooks, ...schema }) => ({
    ...schema,
    ...(enabled && endpoints !== undefined ? { endpoints } : {}),
    ...(enabled && hooks !== undefined ? { hooks } : {}),
  }))

/** The same fields, so that nothing in the database is orphaned, and nothing that acts. */
function withoutBehaviour({ endpoints: _endpoints, hooks: _hooks, ...schema }: CollectionConfig): CollectionConfig {
  const { components: _components, ...admin } = schema.admin ?? {}

  return { ...schema, admin }
}
