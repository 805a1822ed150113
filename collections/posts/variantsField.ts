import type { ArrayField } from 'payload'

import { staffOnly } from '../../src/access/fieldAccess.ts'
import { CHANNELS, MEDIA } from '../../src/domain/slugs.ts'

/** What differs on one channel; what is left empty comes from the post. */
export const variantsField: ArrayField = {
  name: 'variants',
  type: 'array',
  access: staffOnly,
  admin: {
    description: {
      en: 'Own words for one channel. Hashtags (#话题) and mentions (@name) are written as the platform shows them.',
      zh: '为单个渠道单独撰写。话题（#话题）与提及（@昵称）按平台的写法填写；留空则使用正文。',
    },
    initCollapsed: true,
  },
  fields: [
    {
      name: 'channel',
      type: 'relationship',
      label: { en: 'Channel', zh: '渠道' },
      relationTo: CHANNELS,
      required: true,
    },
    { name: 'title', type: 'text', label: { en: 'Title', zh: '标题' } },
    { name: 'text', type: 'textarea', admin: { rows: 6 }, label: { en: 'Text', zh: '文案' } },
    { name: 'media', type: 'upload', hasMany: true, label: { en: 'Media', zh: '素材' }, relationTo: MEDIA },
    { name: 'firstComment', type: 'textarea', label: { en: 'First comment', zh: '首评' } },
  ],
  label: { en: 'Channel variants', zh: '渠道版本' },
  labels: { plural: { en: 'Variants', zh: '渠道版本' }, singular: { en: 'Variant', zh: '渠道版本' } },
}
