import type { CollectionConfig, Field } from 'payload'

/**
 * Adds our collections to the host's.
 *
 * Where the host has one of the same slug (`users`, `media`), the host's stays as it is and only gains what it lacks: fields that
 * ours are read by, hooks behind its own, endpoints and indexes.
 */
export function mergeCollections(
  theirs: readonly CollectionConfig[],
  ours: readonly CollectionConfig[],
): CollectionConfig[] {
  const bySlug = new Map(ours.map((collection) => [collection.slug, collection]))
  const merged = theirs.map((collection) => {
    const own = bySlug.get(collection.slug)

    return own === undefined ? collection : mergeCollection(collection, own)
  })

  return [...merged, ...ours.filter(({ slug }) => !theirs.some((collection) => collection.slug === slug))]
}

function mergeCollection(theirs: CollectionConfig, ours: CollectionConfig): CollectionConfig {
  const known = new Set(namesOf(theirs.fields))

  return {
    ...theirs,
    fields: [...theirs.fields, ...ours.fields.filter((field) => namesOf([field]).every((name) => !known.has(name)))],
    hooks: mergeHooks(theirs.hooks, ours.hooks),
    ...(theirs.endpoints === false ? {} : { endpoints: [...(theirs.endpoints ?? []), ...(ours.endpoints || [])] }),
    indexes: [...(theirs.indexes ?? []), ...(ours.indexes ?? [])],
  }
}

/** Names of the fields at this level of data: rows, tabs without a name and the like hold none of their own. */
function namesOf(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => {
    if ('name' in field && typeof field.name === 'string') {
      return [field.name]
    }

    if (field.type === 'tabs') {
      return field.tabs.flatMap((tab) =>
        'name' in tab && typeof tab.name === 'string' ? [tab.name] : namesOf(tab.fields),
      )
    }

    return 'fields' in field ? namesOf(field.fields) : []
  })
}

type Hooks = NonNullable<CollectionConfig['hooks']>

function mergeHooks(theirs: Hooks = {}, ours: Hooks = {}): Hooks {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])] as (keyof Hooks)[]

  return Object.fromEntries(names.map((name) => [name, [...(theirs[name] ?? []), ...(ours[name] ?? [])]]))
}
