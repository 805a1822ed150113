import type { Field, JSONFieldValidation } from 'payload'

import { staffOnly, writtenBy } from '../../src/access/fieldAccess.ts'
import type { ChannelManifest, ChannelMode } from '../../src/domain/channelAdapter.ts'
import { isSecretPatch, maskSecrets } from '../../src/domain/secretPatch.ts'
import { choices } from '../fields/choices.ts'
import { say } from '../fields/messages.ts'
import { slugField } from '../fields/slugField.ts'

/** What the account is and how to reach it. */
export const createAccountFields = (kinds: readonly ChannelManifest[]): Field[] => [
  { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true },
  {
    ...slugField({ en: 'Part of feed and delivery addresses.', zh: '用于订阅源与分发接口的网址。' }),
    access: writtenBy('admin'),
  },
  {
    name: 'kind',
    type: 'select',
    access: writtenBy('admin'),
    index: true,
    label: { en: 'Kind', zh: '类型' },
    options: kinds.map(({ kind, label }) => ({ label: { ...label }, value: kind })),
    required: true,
  },
  {
    name: 'mode',
    type: 'select',
    access: { read: staffOnly.read },
    admin: {
      description: {
        en: 'Rehearsal sends to the sandbox instead of the platform; paused sends nothing.',
        zh: '“演练”发往沙盒而非真实平台；“暂停”则不发送。',
      },
    },
    defaultValue: 'rehearsal',
    index: true,
    label: { en: 'Mode', zh: '模式' },
    options: choices<ChannelMode>({
      live: { en: 'Live', zh: '正式' },
      paused: { en: 'Paused', zh: '暂停' },
      rehearsal: { en: 'Rehearsal', zh: '演练' },
    }),
    required: true,
  },
  {
    name: 'settings',
    type: 'json',
    access: { ...writtenBy('admin'), read: staffOnly.read },
    admin: { description: { en: 'What the kind asks for, such as url.', zh: '该类型所需的设置，例如 url。' } },
    label: { en: 'Settings', zh: '设置' },
    validate: validateSettings,
  },
  {
    name: 'credentials',
    type: 'json',
    access: { ...writtenBy('admin'), read: staffOnly.read },
    admin: {
      description: {
        en: 'Sealed when saved and never shown again. Leave a key out to keep its value; null removes it.',
        zh: '保存后加密且不再显示；未填写的键保持原值，填 null 则删除。',
      },
    },
    hooks: { afterRead: [({ value }) => maskSecrets(value)] },
    label: { en: 'Credentials', zh: '凭据' },
    validate: validateCredentials,
  },
]

const validateSettings: JSONFieldValidation = (value, { req }) =>
  value === undefined ||
  value === null ||
  (typeof value === 'object' && !Array.isArray(value)) ||
  say(req, { en: 'Give an object, such as {"url": "https://…"}.', zh: '请填写对象，例如 {"url": "https://…"}。' })

const validateCredentials: JSONFieldValidation = (value, { req }) =>
  isSecretPatch(value) ||
  say(req, {
    en: 'Give an object of texts, such as {"secret": "whsec_…"}.',
    zh: '请填写由文本组成的对象，例如 {"secret": "whsec_…"}。',
  })
