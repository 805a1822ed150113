import type { CollectionConfig, Field } from 'payload'

import { createCollections } from '../../collections/index.ts'

/** Every collection, built without a database. */
export const allCollections: CollectionConfig[] = createCollections({
  channelKinds: [],
  clock: () => new Date(0),
  hasMappedRoles: false,
  services: () => {
    throw new Error('no services in unit tests')
  },
  timeZone: 'Asia/Shanghai',
})

/** Every field at any depth, with the path that leads to it. */
export function walkFields(fields: readonly Field[], path: string): { field: Field; path: string }[] {
  return fields.flatMap((field) => {
    const here = 'name' in field && field.name ? `${path}.${field.name}` : path
    const inner = 'fields' in field ? field.fields : []
    const tabs = field.type === 'tabs' ? field.tabs.flatMap((tab) => walkFields(tab.fields, here)) : []
    const blocks = field.type === 'blocks' ? field.blocks.flatMap((block) => walkFields(block.fields, here)) : []

    return [{ field, path: here }, ...walkFields(inner, here), ...tabs, ...blocks]
  })
}
