import type { CollectionConfig } from 'payload'
import { describe, expect, it, vi } from 'vitest'

import { mergeCollections } from '../../src/plugin/mergeCollections.ts'
import { prepareCollections } from '../../src/plugin/prepareCollections.ts'

const text = (name: string, label = name) => ({ name, type: 'text' as const, label })
const aCollection = (slug: string, given: Partial<CollectionConfig> = {}): CollectionConfig => ({
  slug,
  fields: [],
  ...given,
})

describe('mergeCollections', () => {
  it('adds what the host does not have', () => {
    const slugs = mergeCollections([aCollection('pages')], [aCollection('posts')]).map(({ slug }) => slug)

    expect(slugs).toEqual(['pages', 'posts'])
  })

  it('lets the host’s fields, access and labels stand, and adds the missing fields', () => {
    const access = { read: () => true }
    const theirs = aCollection('users', { access, fields: [text('name', 'theirs')], labels: { singular: 'Colleague' } })
    const [merged] = mergeCollections(
      [theirs],
      [aCollection('users', { access: {}, fields: [text('name', 'ours'), text('roles')] })],
    )

    expect(merged).toMatchObject({
      access,
      fields: [{ label: 'theirs' }, { name: 'roles' }],
      labels: { singular: 'Colleague' },
    })
  })

  it('sees names inside tabs and rows', () => {
    const theirs = aCollection('users', {
      fields: [{ type: 'tabs', tabs: [{ fields: [{ type: 'row', fields: [text('roles')] }], label: 'Rights' }] }],
    })

    expect(mergeCollections([theirs], [aCollection('users', { fields: [text('roles')] })])[0]?.fields).toHaveLength(1)
  })

  it('runs the host’s hooks before ours', () => {
    const theirs = vi.fn()
    const ours = vi.fn()
    const [merged] = mergeCollections(
      [aCollection('users', { hooks: { beforeChange: [theirs] } })],
      [aCollection('users', { hooks: { afterRead: [ours], beforeChange: [ours] } })],
    )

    expect(merged?.hooks).toEqual({ afterRead: [ours], beforeChange: [theirs, ours] })
  })
})

describe('prepareCollections', () => {
  const hook = vi.fn()
  const posts = aCollection('posts', {
    endpoints: [{ handler: vi.fn(), method: 'get', path: '/x' }],
    fields: [text('title')],
    hooks: { afterChange: [hook] },
  })

  it('keeps the schema and its hooks, and takes what acts and shows, when disabled', () => {
    const [prepared] = prepareCollections([posts], { enabled: false })

    expect(prepared?.fields).toEqual(posts.fields)
    expect(prepared?.hooks).toEqual(posts.hooks)
    expect(prepared).not.toHaveProperty('endpoints')
  })

  it('gives an override the last word', () => {
    const override = (collection: CollectionConfig) => ({
      ...collection,
      fields: [...collection.fields, text('region')],
    })
    const [prepared] = prepareCollections([posts], { collections: { posts: override } })

    expect(prepared?.fields).toHaveLength(2)
    expect(prepared?.hooks?.afterChange).toEqual([hook])
  })
})
