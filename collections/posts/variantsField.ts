import type { ArrayField, TextFieldManyValidation } from 'payload'

import { staffOnly } from '../../src/access/fieldAccess.ts'
import { isMention, toHandle } from '../../src/domain/handle.ts'
import { CHANNELS, MEDIA } from '../../src/domain/slugs.ts'
import { say } from '../fields/messages.ts'
import { normaliseEach } from '../fields/normaliseEach.ts'
import { topicsField } from '../fields/topicsField.ts'

/** What differs on one channel; what is left empty comes from the post. */
export const variantsField: ArrayField = {
  name: 'variants',
  type: 'array',
  access: staffOnly,
  admin: {
    description: {
      en: 'Own words for one channel, as the platform shows them. What is left empty comes from the post.',
      zh: '为单个渠道单独撰写，按平台的写法填写；留空的部分取自帖子。',
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
    topicsField({ description: { en: 'Empty: the topics of the post.', zh: '留空则使用帖子的话题。' } }),
    {
      name: 'mentions',
      type: 'text',
      admin: {
        description: {
          en: 'Account names without @, as this platform knows them; {{kol}} is the partner of the post.',
          zh: '该平台上的账号名，无需填写 @；{{kol}} 为本帖合作的达人。',
        },
      },
      hasMany: true,
      hooks: { beforeValidate: [normaliseEach(toHandle)] },
      label: { en: 'Mentions', zh: '提及' },
      validate: validateMentions,
    },
    {
      name: 'basis',
      type: 'text',
      admin: { hidden: true },
      label: { en: 'Started from', zh: '起始版本' },
      maxLength: 64,
    },
  ],
  label: { en: 'Channel variants', zh: '渠道版本' },
  labels: { plural: { en: 'Variants', zh: '渠道版本' }, singular: { en: 'Variant', zh: '渠道版本' } },
}

function validateMentions(
  value: readonly string[] | null | undefined,
  { req }: Parameters<TextFieldManyValidation>[1],
): string | true {
  return (
    (value ?? []).every(isMention) ||
    say(req, {
      en: 'Write each account name as the platform shows it: without spaces, # and the @ in front.',
      zh: '请按平台显示逐个填写账号名：不含空格、# 以及开头的 @。',
    })
  )
}
