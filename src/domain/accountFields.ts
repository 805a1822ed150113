import type { AccountField, ChannelAccount, ChannelManifest } from './channelAdapter.ts'
import type { Reason } from './errors.ts'
import { reason } from './reasons/reason.ts'
import { isWebUrl } from './webUrl.ts'

/** What the browser knows of a kind: what the connect form is made of, and how its accounts are looked at. */
export type ChannelKindFields = Pick<ChannelManifest, 'credentials' | 'kind' | 'liveCheck' | 'settings'>

/** Names every field of an account that is missing or has not the form that its kind asks for; never quotes a value. */
export const findFieldProblems = (
  { credentials, settings }: Pick<ChannelManifest, 'credentials' | 'settings'>,
  account: Pick<ChannelAccount, 'credentials' | 'settings'>,
): Reason[] => [
  ...settings.flatMap((field) => problemOf(field, account.settings[field.name], 'settings')),
  ...credentials.flatMap((field) => problemOf(field, account.credentials[field.name], 'credentials')),
]

function problemOf(field: AccountField, value: unknown, group: 'credentials' | 'settings'): Reason[] {
  const path = `${group}.${field.name}`
  const values = { field: path }

  if (value === undefined || value === null || value === '') {
    return field.required && field.default === undefined ? [reason('FIELD_MISSING', { path, values })] : []
  }

  return fits(field, value) ? [] : [reason(field.type === 'url' ? 'FIELD_URL' : 'FIELD_FORM', { path, values })]
}

function fits({ options, pattern, type = 'text' }: AccountField, value: unknown): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'select':
      return options?.some((option) => option.value === value) === true
    case 'text':
      return isText(value) && matches(String(value), pattern)
    case 'url':
      return typeof value === 'string' && isWebUrl(value) && matches(value, pattern)
  }
}

/** A number is taken where a text is asked: ids are written both ways. */
const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'

const matches = (text: string, pattern: string | undefined): boolean =>
  pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text)
