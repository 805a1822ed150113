import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { PUBLICATIONS } from '../src/domain/slugs.ts'
import { groups } from './groups.ts'
import { publicationFields } from './publications/fields.ts'

/** The ledger: one row per post, channel and occurrence. Written by the raw driver alone; people act through endpoints. */
export const createPublications = (_dependencies: Dependencies): CollectionConfig => ({
  slug: PUBLICATIONS,
  access: accessOf(PUBLICATIONS),
  admin: {
    defaultColumns: ['post', 'channel', 'dueAt', 'state', 'latenessMs', 'error'],
    group: groups.planning,
    hideAPIURL: false,
    // Editors know the post, not the number; Payload asks the posts for the title and the ledger by its index on the post.
    listSearchableFields: ['post.title', 'id'],
    useAsTitle: 'id',
  },
  defaultSort: '-dueAt',
  disableDuplicate: true,
  fields: publicationFields,
  labels: { plural: { en: 'Publications', zh: '发布记录' }, singular: { en: 'Publication', zh: '发布记录' } },
  lockDocuments: false,
  timestamps: true,
})
