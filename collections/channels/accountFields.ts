import type { Field } from 'payload'

import { staffOnly, writtenBy } from '../../src/access/fieldAccess.ts'
import type { ChannelMode } from '../../src/domain/channelAdapter.ts'
import { choices } from '../fields/choices.ts'

/** What the account is and how to reach it. */
export const accountFields: Field[] = [
  { name: 'name', type: 'text', label: { en: 'Name', zh: '名称' }, required: true },
  {
    name: 'slug',
    type: 'text',
    access: writtenBy('admin'),
    admin: {
      description: { en: 'Part of feed and delivery addresses.', zh: '用于订阅源与分发接口的网址。' },
    },
    index: true,
    label: { en: 'Slug', zh: '网址别名' },
    required: true,
    unique: true,
  },
  {
    name: 'kind',
    type: 'text',
    access: writtenBy('admin'),
    index: true,
    label: { en: 'Kind', zh: '类型' },
    required: true,
  },
  {
    name: 'mode',
    type: 'select',
    access: { read: staffOnly.read },
    admin: {
      description: {
        en: 'Rehearsal sends to the sandbox instead of the platform; paused sends nothing.',
        zh: '“演练”发往沙盒而非真实平台;“暂停”则不发送。',
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
    admin: { description: { en: 'What the kind asks for, such as url.', zh: '该类型所需的设置,例如 url。' } },
    label: { en: 'Settings', zh: '设置' },
  },
  {
    name: 'credentials',
    type: 'json',
    access: { ...writtenBy('admin'), read: staffOnly.read },
    admin: {
      description: {
        en: 'Sealed when saved and never shown again. Leave a key out to keep its value.',
        zh: '保存后加密且不再显示;未填写的键保持原值。',
      },
    },
    label: { en: 'Credentials', zh: '凭据' },
  },
]
