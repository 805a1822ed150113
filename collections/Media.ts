import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { staffOnly, writtenBySystem } from '../src/access/fieldAccess.ts'
import { MEDIA } from '../src/domain/slugs.ts'
import { licenceField } from './fields/licenceField.ts'
import { groups } from './groups.ts'

/** Pictures, videos and files, with what the law and the licence ask about them. */
export const createMedia = (_dependencies: Dependencies): CollectionConfig => ({
  slug: MEDIA,
  access: accessOf(MEDIA),
  admin: {
    defaultColumns: ['filename', 'alt', 'aiGenerated', 'updatedAt'],
    group: groups.content,
    listSearchableFields: ['filename', 'alt'],
  },
  fields: [
    {
      name: 'alt',
      type: 'text',
      admin: {
        description: {
          en: 'Says what can be seen, for those who cannot see it.',
          zh: '描述画面内容,供无法看图的人使用。',
        },
      },
      label: { en: 'Alternative text', zh: '替代文本' },
      localized: true,
    },
    {
      name: 'aiGenerated',
      type: 'checkbox',
      admin: {
        description: { en: 'Such pictures carry a visible label by law.', zh: '依法须带有明显的人工智能生成标识。' },
      },
      defaultValue: false,
      index: true,
      label: { en: 'Made with AI', zh: '人工智能生成' },
    },
    { name: 'credit', type: 'text', label: { en: 'Credit', zh: '署名' } },
    { ...licenceField(), access: staffOnly },
    {
      name: 'releasedAt',
      type: 'date',
      access: writtenBySystem,
      admin: {
        date: { pickerAppearance: 'dayAndTime' },
        description: {
          en: 'Since when channels may fetch the file.',
          zh: '自此时起渠道可以获取该文件。',
        },
        position: 'sidebar',
        readOnly: true,
      },
      index: true,
      label: { en: 'Released at', zh: '对外可见时间' },
    },
  ],
  labels: { plural: { en: 'Media', zh: '媒体' }, singular: { en: 'Medium', zh: '媒体' } },
  upload: { focalPoint: true, mimeTypes: ['image/*', 'video/*', 'application/pdf'], staticDir: '.data/media' },
})
