import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { AUDIT_EVENTS, USERS } from '../src/domain/slugs.ts'
import { groups } from './groups.ts'

const shown = { readOnly: true }

/** Who did what, and why; append-only, written by the audit log alone. */
export const createAuditEvents = (_dependencies: Dependencies): CollectionConfig => ({
  slug: AUDIT_EVENTS,
  access: accessOf(AUDIT_EVENTS),
  admin: {
    defaultColumns: ['at', 'actorName', 'action', 'subjectType', 'subjectId'],
    group: groups.insight,
    listSearchableFields: ['subjectId', 'actorName', 'action'],
    useAsTitle: 'action',
  },
  defaultSort: '-at',
  disableDuplicate: true,
  fields: [
    {
      name: 'at',
      type: 'date',
      admin: { date: { pickerAppearance: 'dayAndTime' }, readOnly: true },
      index: true,
      label: { en: 'When', zh: '时间' },
    },
    {
      name: 'actor',
      type: 'relationship',
      admin: shown,
      index: true,
      label: { en: 'Who', zh: '操作人' },
      relationTo: USERS,
    },
    { name: 'actorName', type: 'text', admin: shown, label: { en: 'Name then', zh: '当时姓名' } },
    { name: 'action', type: 'text', admin: shown, index: true, label: { en: 'What', zh: '操作' } },
    { name: 'subjectType', type: 'text', admin: shown, label: { en: 'Collection', zh: '对象类型' } },
    { name: 'subjectId', type: 'text', admin: shown, label: { en: 'Id', zh: '对象编号' } },
    { name: 'before', type: 'json', admin: shown, label: { en: 'Before', zh: '变更前' } },
    { name: 'after', type: 'json', admin: shown, label: { en: 'After', zh: '变更后' } },
    { name: 'reason', type: 'textarea', admin: shown, label: { en: 'Why', zh: '原因' } },
  ],
  indexes: [{ fields: ['subjectType', 'subjectId', 'at'] }],
  labels: { plural: { en: 'Audit log', zh: '审计日志' }, singular: { en: 'Audit event', zh: '审计记录' } },
  lockDocuments: false,
  timestamps: false,
})
