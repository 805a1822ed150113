import type { GlobalConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { freezeOrResume, followFreeze } from '../hooks/freezeOrResume.ts'
import { writtenBySystem } from '../src/access/fieldAccess.ts'
import { hasRole } from '../src/access/people.ts'
import { FREEZING_ROLES, SEEING_ROLES } from '../src/domain/freezing.ts'
import { OPERATIONS, USERS } from '../src/domain/slugs.ts'
import { groups } from './groups.ts'

const shown = { readOnly: true }

/** What holds for everything that is sent: one switch that stops it all. */
export const createOperations = (dependencies: Dependencies): GlobalConfig => ({
  slug: OPERATIONS,
  access: {
    read: ({ req }) => hasRole(req.user, ...SEEING_ROLES),
    update: ({ req }) => hasRole(req.user, ...FREEZING_ROLES),
  },
  admin: {
    description: {
      en: 'While frozen nothing goes out on any channel. Afterwards each schedule’s own rule for lateness decides.',
      zh: '冻结期间所有渠道都不发布；解除后按各排期的延误处理方式处置。',
    },
    group: groups.planning,
  },
  fields: [
    {
      name: 'frozen',
      type: 'checkbox',
      defaultValue: false,
      label: { en: 'Freeze everything', zh: '全部冻结' },
    },
    {
      name: 'reason',
      type: 'textarea',
      admin: {
        description: { en: 'Shown to everybody on every page.', zh: '会显示在后台每个页面上。' },
      },
      label: { en: 'Why', zh: '原因' },
      maxLength: 300,
    },
    {
      name: 'since',
      type: 'date',
      access: writtenBySystem,
      admin: { date: { pickerAppearance: 'dayAndTime' }, ...shown },
      label: { en: 'Since', zh: '开始于' },
    },
    {
      name: 'by',
      type: 'relationship',
      access: writtenBySystem,
      admin: shown,
      label: { en: 'By', zh: '操作人' },
      relationTo: USERS,
    },
  ],
  hooks: { afterChange: [followFreeze(dependencies)], beforeChange: [freezeOrResume(dependencies)] },
  label: { en: 'Freeze', zh: '全局冻结' },
})
