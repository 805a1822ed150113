import type { Field } from 'payload'

import { onlyFor, writtenBy } from '../../src/access/fieldAccess.ts'
import type { PartnerRisk } from '../../src/domain/partner.ts'
import { MEDIA, USERS } from '../../src/domain/slugs.ts'
import { choices } from '../fields/choices.ts'
import { consentField } from '../fields/consentField.ts'
import { dayField } from '../fields/dayField.ts'

const partnerManagers = onlyFor('admin', 'kol-manager')

/** What only those who work with partners see: people's data, contracts, judgement. */
export const partnerPrivateFields: Field[] = [
  {
    name: 'owner',
    type: 'relationship',
    index: true,
    label: { en: 'Looked after by', zh: '负责人' },
    relationTo: USERS,
  },
  {
    name: 'contact',
    type: 'group',
    access: partnerManagers,
    fields: [
      { name: 'name', type: 'text', label: { en: 'Contact person', zh: '联系人' } },
      { name: 'phone', type: 'text', label: { en: 'Phone', zh: '电话' } },
      { name: 'email', type: 'email', label: { en: 'E-mail', zh: '邮箱' } },
      { name: 'wechat', type: 'text', label: { en: 'WeChat', zh: '微信号' } },
      { name: 'address', type: 'textarea', label: { en: 'Address for samples', zh: '寄样地址' } },
    ],
    label: { en: 'Contact', zh: '联系方式' },
  },
  {
    name: 'contracts',
    type: 'array',
    access: partnerManagers,
    admin: { initCollapsed: true },
    fields: [
      { name: 'number', type: 'text', label: { en: 'Number', zh: '合同编号' }, required: true },
      { name: 'file', type: 'upload', label: { en: 'File', zh: '文件' }, relationTo: MEDIA },
      {
        type: 'row',
        fields: [
          dayField({ name: 'signedOn', label: { en: 'Signed on', zh: '签署日' } }),
          dayField({
            name: 'validUntil',
            label: { en: 'Valid until (included)', zh: '到期日（含）' },
            notBefore: 'signedOn',
          }),
        ],
      },
    ],
    label: { en: 'Contracts', zh: '合同' },
    labels: { plural: { en: 'Contracts', zh: '合同' }, singular: { en: 'Contract', zh: '合同' } },
  },
  consentField(partnerManagers),
  {
    name: 'risk',
    type: 'select',
    access: writtenBy('admin', 'kol-manager'),
    defaultValue: 'none',
    index: true,
    label: { en: 'Risk', zh: '风险' },
    options: choices<PartnerRisk>({
      blocked: { en: 'Blocked: no new work', zh: '黑名单：不再合作' },
      none: { en: 'None', zh: '无' },
      watch: { en: 'Watch', zh: '关注' },
    }),
  },
  { name: 'riskNote', type: 'textarea', access: partnerManagers, label: { en: 'Why', zh: '风险说明' } },
  { name: 'notes', type: 'textarea', access: partnerManagers, label: { en: 'Notes', zh: '备注' } },
]
