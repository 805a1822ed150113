import { describe, expect, it } from 'vitest'

import { ROLES } from '../../src/domain/roles.ts'
import { allCollections, walkFields } from '../support/allCollections.ts'

const CHINESE = /\p{Script=Han}/u

const fields = allCollections.flatMap(({ fields: own, slug }) => walkFields(own, slug))

/** Terms that read the same in both languages. */
const ALIKE = new Set(['Webhook', 'Webhooks', 'Bluesky', 'Mastodon', 'KOC', 'KOL', 'Brief', 'KPI', 'UTM'])

const isComplete = (text: unknown): boolean => {
  const { en, zh } = (text ?? {}) as { en?: string; zh?: string }

  return Boolean(en && zh) && !CHINESE.test(en ?? '') && (CHINESE.test(zh ?? '') || ALIKE.has(en ?? ''))
}

describe('every label', () => {
  it.each(allCollections.map((collection) => [collection.slug, collection] as const))(
    'of collection %s is there in Chinese and English',
    (_slug, { admin, labels }) => {
      expect([labels?.plural, labels?.singular, admin?.group].filter((label) => !isComplete(label))).toEqual([])
    },
  )

  it('of a field is there in Chinese and English', () => {
    const named = fields.filter(({ field }) => 'name' in field && field.name)
    const missing = named.filter(({ field }) => !isComplete('label' in field ? field.label : undefined))

    expect(missing.map(({ path }) => path)).toEqual([])
  })

  it('of a tab is there in Chinese and English', () => {
    const tabs = fields.flatMap(({ field, path }) =>
      field.type === 'tabs' ? field.tabs.map((tab) => ({ label: 'label' in tab ? tab.label : undefined, path })) : [],
    )

    expect(tabs.filter(({ label }) => !isComplete(label))).toEqual([])
  })

  it('of an array row is there in Chinese and English', () => {
    const arrays = fields.flatMap(({ field, path }) => (field.type === 'array' ? [{ labels: field.labels, path }] : []))
    const missing = arrays.filter(({ labels }) => !isComplete(labels?.plural) || !isComplete(labels?.singular))

    expect(missing.map(({ path }) => path)).toEqual([])
  })

  it('of an option is there in Chinese and English, unless it is a currency', () => {
    const options = fields.flatMap(({ field, path }) =>
      field.type === 'select' && !path.endsWith('.currency')
        ? field.options.map((option) => ({ label: typeof option === 'string' ? option : option.label, path }))
        : [],
    )

    expect(options.filter(({ label }) => !isComplete(label))).toEqual([])
  })

  it('that explains is there in Chinese and English', () => {
    const explained = [
      ...allCollections.map(({ admin, slug }) => ({ description: admin?.description, path: slug })),
      ...fields.map(({ field, path }) => ({
        description: (field.admin as { description?: unknown } | undefined)?.description,
        path,
      })),
    ].filter(({ description }) => description !== undefined)
    const missing = explained.filter(({ description }) => {
      const { en, zh } = description as { en?: string; zh?: string }

      return !en || !zh
    })

    expect(missing.map(({ path }) => path)).toEqual([])
  })
})

describe('every collection', () => {
  it.each(allCollections.map((collection) => [collection.slug, collection] as const))(
    '%s states its access for each operation',
    (_slug, { access }) => {
      expect(Object.keys(access ?? {}).sort()).toEqual([
        'admin',
        'create',
        'delete',
        'read',
        'readVersions',
        'unlock',
        'update',
      ])
    },
  )

  it('is of the words that the design names', () => {
    expect(allCollections.map(({ slug }) => slug).sort()).toEqual(
      [
        'api-clients',
        'audit-events',
        'blackouts',
        'brand-assets',
        'campaigns',
        'cases',
        'challenges',
        'channels',
        'collaborations',
        'hashtag-sets',
        'kol-partners',
        'links',
        'media',
        'members',
        'offers',
        'posts',
        'publications',
        'schedules',
        'segments',
        'snippets',
        'submissions',
        'users',
        'webhooks',
      ].sort(),
    )
  })

  it('offers every role to users', () => {
    const roles = fields.find(({ path }) => path === 'users.roles')?.field

    expect(
      roles?.type === 'select' ? roles.options.map((option) => (option as { value: string }).value).sort() : [],
    ).toEqual([...ROLES].sort())
  })
})
