import type { Labels } from '../channelAdapter.ts'
import type { Reason } from '../errors.ts'

export type RecurrenceFaultCode =
  | 'NEVER_FIRES'
  | 'RRULE_MALFORMED'
  | 'RRULE_TOO_LONG'
  | 'START_INVALID'
  | 'TOO_FREQUENT'
  | 'UNKNOWN_ZONE'
  | 'UNTIL_BEFORE_START'

/** What is wrong with a recurrence, its start or its zone; `code` is stable, `path` names the field. */
export interface RecurrenceFault {
  code: RecurrenceFaultCode
  message: Labels
  path: 'publishAt' | 'publishAt_tz' | 'recurrence'
}

export const malformed = (en: string, zh: string): RecurrenceFault => ({
  code: 'RRULE_MALFORMED',
  message: { en: `The recurrence cannot be understood: ${en}`, zh: `重复规则无法识别：${zh}` },
  path: 'recurrence',
})

export const unknownZone = (timeZone: string): RecurrenceFault => ({
  code: 'UNKNOWN_ZONE',
  message: {
    en: `"${timeZone}" is not a known IANA time zone. Use a name such as Asia/Shanghai.`,
    zh: `“${timeZone}”不是已知的 IANA 时区，请填写如 Asia/Shanghai 的名称。`,
  },
  path: 'publishAt_tz',
})

export const invalidStart = (start: string): RecurrenceFault => ({
  code: 'START_INVALID',
  message: {
    en: `"${start}" is not a time. Give an instant such as 2026-11-22T12:00:00.000Z.`,
    zh: `“${start}”不是有效的时间，请给出如 2026-11-22T12:00:00.000Z 的时刻。`,
  },
  path: 'publishAt',
})

export const toReason = ({ code, message, path }: RecurrenceFault, language: 'en' | 'zh' = 'en'): Reason => ({
  code,
  message: message[language],
  path,
})
