import { describe, expect, it } from 'vitest'

import { formatInstant, formatLength, formatRelative, nameZone } from '../../src/admin/format/formatInstant.ts'
import { formatMoney } from '../../src/admin/format/formatMoney.ts'

const at = '2026-11-22T12:05:09.000Z'

describe('formatInstant', () => {
  it.each([
    ['reads in Chinese', 'zh', 'Asia/Shanghai', '11月22日 20:05'],
    ['reads in English, in the zone asked for', 'en', 'America/New_York', 'Nov 22, 07:05'],
  ])('%s', (_title, language, timeZone, text) => {
    expect(formatInstant({ at, form: 'short', language, timeZone })).toBe(text)
  })

  it('is empty for no instant', () => {
    expect(formatInstant({ at: 'never', form: 'short', language: 'en', timeZone: 'UTC' })).toBe('')
  })
})

describe('nameZone', () => {
  it('follows daylight saving of the instant', () => {
    const zoneOf = (instant: string) => nameZone({ at: instant, language: 'en', timeZone: 'America/New_York' })

    expect([zoneOf('2026-07-01T00:00:00Z'), zoneOf('2026-12-01T00:00:00Z')]).toEqual(['EDT', 'EST'])
  })
})

describe('formatRelative', () => {
  it('takes the largest whole unit', () => {
    expect(formatRelative({ at: '2026-11-22T14:05:09Z', language: 'en', now: new Date(at) })).toBe('in 2 hours')
  })
})

describe('formatLength', () => {
  it.each([
    [40, '40 ms'],
    [9_100, '9.1 sec'],
    [95_000, '2 min'],
  ])('writes %i ms', (ms, text) => {
    expect(formatLength({ language: 'en', ms })).toBe(text)
  })
})

describe('formatMoney', () => {
  it.each([
    ['has two digits where the currency has', 128_900, 'CNY', '¥1,289.00'],
    ['has none where the currency has none', 1_289, 'JPY', '¥1,289'],
    ['is shortened from 10,000', 9_029_300, 'CNY', '¥90.3K'],
  ])('%s', (_title, amountMinor, currency, text) => {
    expect(formatMoney({ amountMinor, currency, language: 'en' })).toBe(text)
  })
})
