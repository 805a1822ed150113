import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { HASHTAG_SETS } from '../src/domain/slugs.ts'
import { onTheseChannelsField } from './fields/onTheseChannelsField.ts'
import { topicsField } from './fields/topicsField.ts'
import { groups } from './groups.ts'

/** Topics that go together, to be put onto a post at once. */
export const createHashtagSets = (_dependencies: Dependencies): CollectionConfig => ({
  slug: HASHTAG_SETS,
  access: accessOf(HASHTAG_SETS),
  admin: {
    defaultColumns: ['name', 'topics', 'channels', 'updatedAt'],
    group: groups.content,
    listSearchableFields: ['name', 'topics'],
    useAsTitle: 'name',
  },
  defaultSort: 'name',
  fields: [
    { name: 'name', type: 'text', index: true, label: { en: 'Name', zh: '名称' }, required: true },
    {
      ...topicsField({ description: { en: 'Without #, in the order to use.', zh: '无需填写 #，按使用顺序排列。' } }),
      index: true,
      required: true,
    },
    onTheseChannelsField(),
  ],
  labels: { plural: { en: 'Hashtag sets', zh: '话题组' }, singular: { en: 'Hashtag set', zh: '话题组' } },
})
