import type { Field, TextFieldSingleValidation } from 'payload'

import { assignCode } from '../../hooks/assignCode.ts'
import { onlyFor } from '../../src/access/fieldAccess.ts'
import { isPseudonym } from '../../src/domain/pseudonym.ts'
import { consentField } from '../fields/consentField.ts'
import { say } from '../fields/messages.ts'
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
        zh: '事件与统计中使用的代号，自动生成；不得包含个人信息。',
      },
    },
    hooks: { beforeValidate: [assignCode({ length: 12, prefix: 'm-' })] },
    label: { en: 'Pseudonym', zh: '代号' },
    unique: true,
    validate: validatePseudonym,
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

function validatePseudonym(
  value: string | null | undefined,
  { req }: Parameters<TextFieldSingleValidation>[1],
): string | true {
  return (
    isPseudonym(value ?? '') ||
    say(req, {
      en: 'Start with a letter; then letters, digits, - or _, 3 to 64 in all. No phone numbers or e-mail addresses.',
      zh: '须以字母开头，共 3 至 64 位字母、数字、- 或 _；不得使用手机号或邮箱。',
    })
  )
}
