import type { Field } from 'payload'

import { writtenBySystem } from '../../src/access/fieldAccess.ts'
import { sayLastError } from '../../hooks/channels/sayLastError.ts'
import { sayFindings } from '../../hooks/channels/sayFindings.ts'
import { choices } from '../fields/choices.ts'

const shown = { readOnly: true }
const instant = { date: { pickerAppearance: 'dayAndTime' as const }, readOnly: true }

/** How the account does, as the worker last saw it. */
export const healthFields: Field[] = [
  {
    name: 'health',
    type: 'group',
    access: writtenBySystem,
    admin: shown,
    fields: [
      {
        name: 'state',
        type: 'select',
        admin: shown,
        defaultValue: 'unknown',
        label: { en: 'State', zh: '状态' },
        options: choices<'failing' | 'ok' | 'unknown'>({
          failing: { en: 'Failing', zh: '异常' },
          ok: { en: 'Healthy', zh: '正常' },
          unknown: { en: 'Not used yet', zh: '尚未使用' },
        }),
      },
      { name: 'checkedAt', type: 'date', admin: instant, label: { en: 'Checked at', zh: '检查时间' } },
      { name: 'lastPublishedAt', type: 'date', admin: instant, label: { en: 'Last published', zh: '最近发布' } },
      { name: 'lastErrorAt', type: 'date', admin: instant, label: { en: 'Last error at', zh: '最近出错' } },
      { name: 'lastErrorCode', type: 'text', admin: shown, label: { en: 'Last error code', zh: '最近错误代码' } },
      {
        name: 'lastErrorMessage',
        type: 'text',
        admin: shown,
        hooks: { afterRead: [sayLastError] },
        label: { en: 'Last error', zh: '最近错误' },
      },
      {
        name: 'lastErrorSays',
        type: 'json',
        admin: { hidden: true },
        label: { en: 'By what the last error is said', zh: '最近错误的说明依据' },
      },
      { name: 'lookedAt', type: 'date', admin: instant, label: { en: 'Account looked at', zh: '账号检查时间' } },
      { name: 'workedAt', type: 'date', admin: instant, label: { en: 'Account last worked', zh: '账号最近可用' } },
      { name: 'expiresAt', type: 'date', admin: instant, label: { en: 'Access ends', zh: '授权到期' } },
      {
        name: 'findings',
        type: 'json',
        admin: shown,
        hooks: { afterRead: [sayFindings] },
        label: { en: 'What is missing', zh: '缺少的权限或设置' },
      },
      {
        name: 'hubToldAt',
        type: 'date',
        admin: instant,
        label: { en: 'WebSub hub last told', zh: '最近通知 WebSub Hub' },
      },
      {
        name: 'hubError',
        type: 'text',
        admin: shown,
        label: { en: 'WebSub hub: last error', zh: 'WebSub Hub 最近错误' },
      },
      { name: 'failuresInARow', type: 'number', admin: shown, label: { en: 'Failures in a row', zh: '连续失败次数' } },
    ],
    label: { en: 'Health', zh: '健康度' },
  },
]
