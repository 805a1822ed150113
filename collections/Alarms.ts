import type { GlobalConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { sealAlarmSecrets } from '../hooks/sealAlarmSecrets.ts'
import { hasRole } from '../src/access/people.ts'
import { isSecretPatch, maskSecrets } from '../src/domain/secretPatch.ts'
import { ALARMS_GLOBAL } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { languages } from './fields/languages.ts'
import { say } from './fields/messages.ts'
import { groups } from './groups.ts'

/** Who is told when nothing goes out: group robots, a webhook, e-mail. */
export const createAlarms = (dependencies: Dependencies): GlobalConfig => ({
  slug: ALARMS_GLOBAL,
  access: { read: ({ req }) => hasRole(req.user, 'admin'), update: ({ req }) => hasRole(req.user, 'admin') },
  admin: {
    description: {
      en: 'Told when publications are over 5 s late, no worker is alive, a clock is off by over 2 s, an unknown outcome waits, or a channel’s access ends within 7 days. Each once, and again when it is over.',
      zh: '发布延误超过 5 秒、没有发布进程、时钟偏差超过 2 秒、有结果待确认或渠道授权 7 天内到期时通知；每次只通知一次，恢复后再通知一次。',
    },
    group: groups.settings,
  },
  fields: [
    {
      name: 'targets',
      type: 'array',
      fields: [
        { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true },
        {
          name: 'kind',
          type: 'select',
          label: { en: 'Kind', zh: '类型' },
          options: choices<'dingtalk' | 'email' | 'feishu' | 'webhook' | 'wecom'>({
            dingtalk: { en: 'DingTalk robot', zh: '钉钉群机器人' },
            email: { en: 'E-mail', zh: '邮件' },
            feishu: { en: 'Feishu robot', zh: '飞书群机器人' },
            webhook: { en: 'Webhook (Standard Webhooks)', zh: 'Webhook（Standard Webhooks）' },
            wecom: { en: 'WeCom robot', zh: '企业微信群机器人' },
          }),
          required: true,
        },
        {
          name: 'to',
          type: 'text',
          admin: { condition: (_data, row) => (row as { kind?: string }).kind === 'email' },
          label: { en: 'Recipients', zh: '收件人' },
        },
        {
          name: 'language',
          type: 'select',
          defaultValue: 'zh',
          label: { en: 'Language', zh: '语言' },
          options: languages(),
        },
        { name: 'enabled', type: 'checkbox', defaultValue: true, label: { en: 'Enabled', zh: '启用' } },
      ],
      label: { en: 'Targets', zh: '通知对象' },
      labels: { plural: { en: 'Targets', zh: '通知对象' }, singular: { en: 'Target', zh: '通知对象' } },
      maxRows: 20,
      validate: (rows, { req }) =>
        new Set((rows as { name?: string }[] | null | undefined)?.map(({ name }) => name)).size ===
          (rows?.length ?? 0) || say(req, { en: 'Two targets have the same name.', zh: '通知对象的名称不能重复。' }),
    },
    { name: 'smtpFrom', type: 'text', label: { en: 'Sender of e-mails', zh: '发件人' } },
    {
      name: 'secrets',
      type: 'json',
      admin: {
        description: {
          en: 'Addresses by the target’s name, "<name>:secret" for a robot’s signature, "smtp" for the mail server (smtps://user:password@host). Sealed when saved and never shown again; leave a key out to keep it, null removes it.',
          zh: '以通知对象名称为键填写地址；“<名称>:secret” 为签名密钥；“smtp” 为邮件服务器（smtps://user:password@host）。保存后加密且不再显示；未填写的键保持原值，填 null 则删除。',
        },
      },
      hooks: { afterRead: [({ value }) => maskSecrets(value)] },
      label: { en: 'Addresses and keys', zh: '地址与密钥' },
      validate: (value, { req }) =>
        isSecretPatch(value) || say(req, { en: 'Give an object of texts.', zh: '请填写由文本组成的对象。' }),
    },
  ],
  hooks: { beforeChange: [sealAlarmSecrets(dependencies)] },
  label: { en: 'Alarms', zh: '告警' },
})
