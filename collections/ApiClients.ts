import type { CollectionConfig, TextFieldManyValidation } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { SCOPES } from '../src/domain/roles.ts'
import { API_CLIENTS, CHANNELS } from '../src/domain/slugs.ts'
import { say } from './fields/messages.ts'
import { groups } from './groups.ts'

/** Machines that pull content or send engagement, each with its own key. */
export const createApiClients = (_dependencies: Dependencies): CollectionConfig => ({
  slug: API_CLIENTS,
  access: accessOf(API_CLIENTS),
  admin: {
    defaultColumns: ['name', 'channels', 'scopes', 'enabled'],
    group: groups.settings,
    listSearchableFields: ['name'],
    useAsTitle: 'name',
  },
  auth: { disableLocalStrategy: true, useAPIKey: true },
  fields: [
    { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true, unique: true },
    {
      name: 'enabled',
      type: 'checkbox',
      admin: { description: { en: 'Off: the key is refused at once.', zh: '关闭后密钥立即失效。' } },
      defaultValue: true,
      label: { en: 'Enabled', zh: '启用' },
    },
    {
      name: 'channels',
      type: 'relationship',
      admin: {
        description: { en: 'It sees what is published on these.', zh: '只能读取这些渠道已发布的内容。' },
      },
      hasMany: true,
      label: { en: 'Channels', zh: '渠道' },
      relationTo: CHANNELS,
    },
    {
      // Not a select: GraphQL's enum names cannot hold the colon.
      name: 'scopes',
      type: 'text',
      admin: { description: { en: `Any of: ${SCOPES.join(', ')}.`, zh: `可选：${SCOPES.join('、')}。` } },
      defaultValue: [...SCOPES],
      hasMany: true,
      label: { en: 'Scopes', zh: '权限范围' },
      validate: validateScopes,
    },
  ],
  labels: { plural: { en: 'API clients', zh: 'API 客户端' }, singular: { en: 'API client', zh: 'API 客户端' } },
})

const validateScopes: TextFieldManyValidation = (value, { req }) => {
  const unknown = (value ?? []).filter((scope) => !SCOPES.some((known) => known === scope))

  return (
    unknown.length === 0 ||
    say(req, {
      en: `Unknown scope: ${unknown.join(', ')}. Use ${SCOPES.join(', ')}.`,
      zh: `未知的权限范围：${unknown.join('、')}。可用：${SCOPES.join('、')}。`,
    })
  )
}
