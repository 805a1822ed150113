import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { revealOnce, sealSecret } from '../hooks/sealSecret.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import type { OutgoingEvent } from '../src/domain/outgoingEvents.ts'
import { CHANNELS, WEBHOOKS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { urlField } from './fields/urlField.ts'
import { groups } from './groups.ts'

/** Who is told about what happens, signed after Standard Webhooks. */
export const createWebhooks = ({ services }: Dependencies): CollectionConfig => ({
  slug: WEBHOOKS,
  access: accessOf(WEBHOOKS),
  admin: {
    defaultColumns: ['name', 'url', 'events', 'enabled'],
    group: groups.settings,
    listSearchableFields: ['name', 'url'],
    useAsTitle: 'name',
  },
  fields: [
    { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true },
    urlField({ name: 'url', label: { en: 'Address', zh: '接收地址' }, required: true }),
    {
      name: 'events',
      type: 'select',
      hasMany: true,
      index: true,
      label: { en: 'Events', zh: '事件' },
      options: choices<OutgoingEvent>({
        'case.opened': { en: 'Case opened', zh: '新建工单' },
        'post.approved': { en: 'Post approved', zh: '内容通过审核' },
        'post.published': { en: 'Post published', zh: '内容已发布' },
        'post.withdrawn': { en: 'Post withdrawn', zh: '内容已下线' },
        'publication.blocked': { en: 'Publication blocked', zh: '发布被拦截' },
        'publication.failed': { en: 'Publication failed', zh: '发布失败' },
        'publication.not-withdrawn': { en: 'Publication could not be withdrawn', zh: '发布未能下线' },
        'publication.missed': { en: 'Publication missed', zh: '发布错过' },
        'publication.unconfirmed': { en: 'Outcome unknown', zh: '发布结果未知' },
        'schedule.armed': { en: 'Schedule armed', zh: '排期已就绪' },
        'submission.received': { en: 'Submission received', zh: '收到投稿' },
      }),
      required: true,
    },
    {
      name: 'channels',
      type: 'relationship',
      admin: { description: { en: 'None: all channels.', zh: '不选表示全部渠道。' } },
      hasMany: true,
      label: { en: 'Only for channels', zh: '限定渠道' },
      relationTo: CHANNELS,
    },
    {
      name: 'secret',
      type: 'text',
      admin: {
        description: {
          en: 'Signs what is sent (whsec_…). Left empty it is made; shown once, in the answer to this save.',
          zh: '用于签名（whsec_…）；留空自动生成，仅在本次保存时显示一次。',
        },
      },
      hooks: { afterRead: [revealOnce] },
      label: { en: 'Signing secret', zh: '签名密钥' },
    },
    {
      name: 'enabled',
      type: 'checkbox',
      admin: { position: 'sidebar' },
      defaultValue: true,
      index: true,
      label: { en: 'Enabled', zh: '启用' },
    },
  ],
  hooks: { beforeChange: [sealSecret({ services })] },
  labels: { plural: { en: 'Webhooks', zh: 'Webhook' }, singular: { en: 'Webhook', zh: 'Webhook' } },
})
