import type { CollectionConfig, Endpoint } from 'payload'

/** Adds endpoints to collections by slug, behind those that they have. */
export const withCollectionEndpoints = (
  collections: readonly CollectionConfig[],
  endpoints: Readonly<Record<string, readonly Endpoint[]>>,
): CollectionConfig[] =>
  collections.map((collection) => {
    const added = endpoints[collection.slug]

    return added === undefined || collection.endpoints === false
      ? collection
      : { ...collection, endpoints: [...(collection.endpoints ?? []), ...added] }
  })
