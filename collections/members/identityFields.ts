import type { Field } from 'payload'

import { onlyFor } from '../../src/access/fieldAccess.ts'
import { consentField } from '../fields/consentField.ts'
import { platformField } from '../fields/platformField.ts'

const carers = onlyFor('admin', 'community-manager')

/** Who the member is; all but the pseudonym is personal data. */
export const memberIdentityFields: Field[] = [
  {
    name: 'pseudonym',
    type: 'text',
    admin: {
      description: {
        en: 'How events and figures name the member. Made by itself; must not contain personal data.',
        zh: '事件与统计中使用的代号,自动生成;不得包含个人信息。',
      },
    },
    label: { en: 'Pseudonym', zh: '代号' },
    unique: true,
  },
  { name: 'nickname', type: 'text', access: carers, label: { en: 'Nickname', zh: '昵称' } },
  {
    name: 'identities',
    type: 'array',
    access: carers,
    admin: { initCollapsed: true },
    fields: [
      {
        type: 'row',
        fields: [
          platformField(),
          { name: 'externalId', type: 'text', index: true, label: { en: 'Id there', zh: '平台标识' }, required: true },
        ],
      },
    ],
    label: { en: 'Identities', zh: '平台身份' },
    labels: { plural: { en: 'Identities', zh: '平台身份' }, singular: { en: 'Identity', zh: '平台身份' } },
  },
  consentField(carers),
  { name: 'notes', type: 'textarea', access: carers, label: { en: 'Notes', zh: '备注' } },
]
