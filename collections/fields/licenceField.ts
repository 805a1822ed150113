import type { GroupField } from 'payload'

import { CHANNELS } from '../../src/domain/slugs.ts'
import { dayField } from './dayField.ts'

/** Who owns the rights, where and until when the work may be used. */
export const licenceField = () =>
  ({
    name: 'licence',
    type: 'group',
    fields: [
      {
        type: 'row',
        fields: [
          { name: 'owner', type: 'text', label: { en: 'Rights holder', zh: '权利人' } },
          { name: 'number', type: 'text', label: { en: 'Licence number', zh: '授权编号' } },
        ],
      },
      {
        name: 'channels',
        type: 'relationship',
        admin: { description: { en: 'None: every channel.', zh: '不选表示全部渠道。' } },
        hasMany: true,
        label: { en: 'Licensed channels', zh: '授权渠道' },
        relationTo: CHANNELS,
      },
      {
        name: 'territories',
        type: 'text',
        admin: {
          description: {
            en: 'Country codes, such as CN. None: everywhere.',
            zh: '国家或地区代码，如 CN；不填表示不限。',
          },
        },
        hasMany: true,
        label: { en: 'Territories', zh: '授权地域' },
      },
      {
        type: 'row',
        fields: [
          dayField({ name: 'validFrom', label: { en: 'Valid from', zh: '授权开始日' } }),
          dayField({
            name: 'validUntil',
            label: { en: 'Valid until (included)', zh: '授权截止日（含）' },
            notBefore: 'validFrom',
          }),
        ],
      },
    ],
    label: { en: 'Licence', zh: '授权' },
  }) satisfies GroupField
