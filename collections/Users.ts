import type { CollectionConfig } from 'payload'

import type { Dependencies } from '../hooks/dependencies.ts'
import { keepLastAdmin, keepLastAdminRole } from '../hooks/keepLastAdmin.ts'
import { makeFirstUserAdmin } from '../hooks/makeFirstUserAdmin.ts'
import { nameUserByEmail } from '../hooks/nameUserByEmail.ts'
import { accessOf } from '../src/access/collectionAccess.ts'
import { onlyFor, writtenBy } from '../src/access/fieldAccess.ts'
import { DEFAULT_LOCALE } from '../src/domain/content.ts'
import type { Role } from '../src/domain/roles.ts'
import { USERS } from '../src/domain/slugs.ts'
import { choices } from './fields/choices.ts'
import { languages } from './fields/languages.ts'
import { groups } from './groups.ts'

/** People of the admin and what they may do there. */
export const createUsers = ({ hasMappedRoles }: Dependencies): CollectionConfig => ({
  slug: USERS,
  access: accessOf(USERS),
  admin: {
    defaultColumns: ['name', 'email', 'roles'],
    group: groups.settings,
    listSearchableFields: ['name', 'email'],
    useAsTitle: 'name',
  },
  auth: { lockTime: 600_000, maxLoginAttempts: 10, tokenExpiration: 28_800 },
  fields: [
    { name: 'name', type: 'text', label: { en: 'Name', zh: '姓名' }, maxLength: 80 },
    {
      name: 'roles',
      type: 'select',
      access: writtenBy('admin'),
      hasMany: true,
      index: true,
      label: { en: 'Roles', zh: '角色' },
      options: choices<Role>({
        admin: { en: 'Administrator', zh: '管理员' },
        analyst: { en: 'Analyst', zh: '数据分析' },
        'community-manager': { en: 'Community manager', zh: '社群运营' },
        editor: { en: 'Editor', zh: '内容编辑' },
        'kol-manager': { en: 'KOL manager', zh: 'KOL 经理' },
        reviewer: { en: 'Reviewer', zh: '审核' },
      }),
      saveToJWT: true,
    },
    {
      name: 'language',
      type: 'select',
      admin: {
        description: {
          en: 'Of what this person is sent, such as reminders; the admin has its own.',
          zh: '提醒等消息使用的语言；后台界面语言另行设置。',
        },
      },
      defaultValue: DEFAULT_LOCALE,
      label: { en: 'Language of messages', zh: '消息语言' },
      options: languages(),
    },
    {
      name: 'canSeeFees',
      type: 'checkbox',
      access: onlyFor('admin'),
      admin: {
        description: {
          en: 'Lets this person see fees and rate cards without managing partners.',
          zh: '允许此人查看合作费用与报价，但不能管理合作方。',
        },
      },
      defaultValue: false,
      label: { en: 'May see fees', zh: '可查看费用' },
    },
  ],
  hooks: {
    ...(hasMappedRoles ? {} : { beforeChange: [makeFirstUserAdmin, keepLastAdminRole], beforeDelete: [keepLastAdmin] }),
    beforeValidate: [nameUserByEmail],
  },
  labels: { plural: { en: 'Users', zh: '用户' }, singular: { en: 'User', zh: '用户' } },
})
