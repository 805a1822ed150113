import { describe, expect, it } from 'vitest'

import { labelsOfReason, reason, reasonAbout, reasonTexts, sayReason } from '../../src/domain/reasons/reason.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

describe('the sentences of reasons', () => {
  it.each(Object.entries(reasonTexts))('%s says the same in both languages', (_code, { en, zh }) => {
    expect(placeholders(zh)).toEqual(placeholders(en))
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('sayReason', () => {
  it('says the values, words of ours among them, in the language', () => {
    const given = reason('POST_NOT_APPROVED', { path: 'post', values: { stage: 'in-review' } })

    expect(given).toMatchObject({ code: 'POST_NOT_APPROVED', path: 'post' })
    expect(given.message).toContain('“in-review”')
    expect(sayReason(given, 'zh')).toBe('内容的最新版本尚未通过审核（现为审核中），通过后才能设为就绪。')
  })

  it('leaves out the part whose value is missing', () => {
    expect(reason('CHANNEL_PAUSED').message).toBe('The channel is paused; resume it first')
    expect(reason('CHANNEL_PAUSED', { values: { name: '官网' } }).message).toBe(
      'The channel “官网” is paused; resume it first',
    )
  })

  it('names what it is about', () => {
    const given = reasonAbout('官网', reason('TOO_MANY_IMAGES', { values: { count: 12, max: 9 } }))

    expect(given.message).toBe('官网: 12 images, at most 9 are taken')
    expect(labelsOfReason(given)).toEqual({ en: given.message, zh: '「官网」：共 12 张图片，最多 9 张。' })
  })

  it('lets a channel’s own words stand', () => {
    expect(sayReason({ code: '45009', message: '次数超限' }, 'en')).toBe('次数超限')
  })

  it('says again what the ledger remembers', () => {
    const error = publicationError('late', 'PAST_GRACE', { graceMinutes: 5, lateMinutes: 7 })

    expect(error.message).toBe('It was found 7 min after its time, past its grace of 5 min')
    expect(sayReason(error, 'zh-CN')).toBe('发现时已晚 7 分钟，超过宽限时间 5 分钟。')
  })
})
