import type { CollectionConfig, GlobalConfig } from 'payload'

import { withPlainJson } from './fieldComponents.ts'
import type { DrumbeatOptions } from './options.ts'

/**
 * Applies an integrator's options to our collections: `enabled: false` takes endpoints and views away;
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
  globals.map(({ endpoints, ...schema }) => ({
    ...schema,
    ...(enabled && endpoints !== undefined ? { endpoints } : {}),
    ...(enabled && { fields: withPlainJson(schema.fields) }),
  }))

/**
 * The same fields, so that nothing in the database is orphaned, and the same hooks: they validate, seal and record. What they
 * would set going is held by the services, which are switched off.
 */
function withoutBehaviour({ endpoints: _endpoints, ...schema }: CollectionConfig): CollectionConfig {
  const { components: _components, ...admin } = schema.admin ?? {}

  return { ...schema, admin }
}
