import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { SNIPPETS } from '../src/domain/slugs.ts'
import { onTheseChannelsField } from './fields/onTheseChannelsField.ts'
import { writtenInField } from './fields/writtenInField.ts'
import { groups } from './groups.ts'

/** Texts that are written once and put into many: notes for use, sign-offs, where to buy. */
export const createSnippets = (_dependencies: Dependencies): CollectionConfig => ({
  slug: SNIPPETS,
  access: accessOf(SNIPPETS),
  admin: {
    defaultColumns: ['name', 'text', 'locale', 'channels', 'updatedAt'],
    description: {
      en: 'Put into a text as it stands; changing one later changes no post.',
      zh: '插入文案时原样复制；之后修改素材不会影响已有帖子。',
    },
    group: groups.content,
    listSearchableFields: ['name', 'text'],
    useAsTitle: 'name',
  },
  defaultSort: 'name',
  fields: [
    { name: 'name', type: 'text', index: true, label: { en: 'Name', zh: '名称' }, required: true },
    {
      name: 'text',
      type: 'textarea',
      admin: {
        description: {
          en: 'May hold {{link}}, {{code}} and {{kol}}: each post puts in its own.',
          zh: '可使用 {{link}}（追踪链接）、{{code}}（优惠码）、{{kol}}（达人），发布时替换为各帖自己的内容。',
        },
        rows: 5,
      },
      label: { en: 'Text', zh: '文案' },
      maxLength: 5_000,
      required: true,
    },
    onTheseChannelsField(),
    writtenInField(),
  ],
  indexes: [{ fields: ['locale', 'name'] }],
  labels: { plural: { en: 'Snippets', zh: '常用文案' }, singular: { en: 'Snippet', zh: '常用文案' } },
})
