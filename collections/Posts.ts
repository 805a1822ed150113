import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { POSTS } from '../src/domain/slugs.ts'
import { groups } from './groups.ts'
import { postPlanningFields, postSidebarFields, postWritingFields } from './posts/fields.ts'

/** What is written: once, in both languages, with a variant where a channel needs one. */
export const createPosts = (_dependencies: Dependencies): CollectionConfig => ({
  slug: POSTS,
  access: accessOf(POSTS),
  admin: {
    defaultColumns: ['title', 'kind', 'stage', '_status', 'campaign', 'updatedAt'],
    group: groups.content,
    listSearchableFields: ['title', 'slug', 'excerpt'],
    useAsTitle: 'title',
  },
  fields: [
    {
      type: 'tabs',
      tabs: [
        { fields: postWritingFields, label: { en: 'Content', zh: '内容' } },
        { fields: postPlanningFields, label: { en: 'Connections', zh: '关联' } },
      ],
    },
    ...postSidebarFields,
  ],
  indexes: [{ fields: ['_status', 'publishedAt'] }, { fields: ['stage', 'updatedAt'] }],
  labels: { plural: { en: 'Posts', zh: '内容' }, singular: { en: 'Post', zh: '内容' } },
  trash: true,
  versions: { drafts: { autosave: { interval: 1_500 }, schedulePublish: false }, maxPerDoc: 100 },
})
