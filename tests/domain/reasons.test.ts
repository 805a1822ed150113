import { readdir } from 'node:fs/promises'
import path from 'node:path'

import { describe, expect, it } from 'vitest'

import { labelsOfReason, reason, reasonAbout, reasonTexts, sayReason } from '../../src/domain/reasons/reason.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

/** Which values a sentence says; one language may have to say a unit twice. */
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort()

describe('the sentences of reasons', () => {
  it('stand in one table each, so that none hides another', async () => {
    const folder = new URL('../../src/domain/reasons/', import.meta.url)
    const names = (await readdir(folder))
      .filter((file) => file.endsWith('Texts.ts'))
      .map((file) => path.parse(file).name)
    const tables = await Promise.all(
      names.map(async (name) => {
        const module = (await import(new URL(`${name}.ts`, folder).href)) as Record<string, object>

        return module[name] ?? {}
      }),
    )
    const codes = tables.flatMap((table) => Object.keys(table))

    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
    expect(codes.sort()).toEqual(Object.keys(reasonTexts).sort())
  })

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

  it('says an instant on the clock of the zone that comes with it', () => {
    const values = { at: '2026-11-20T01:00:00.000Z', timeZone: 'Asia/Shanghai' }
    const given = reason('PAST_DATE', { values })

    expect(given.values).toEqual(values)
    expect(labelsOfReason(given)).toEqual({
      en: 'Nov 20, 2026, 09:00 (GMT+8) has passed; choose a later time, or publish now',
      zh: '2026年11月20日 09:00 (GMT+8) 已经过去；请选择更晚的时间，或立即发布。',
    })
  })

  it('names what it is about', () => {
    const given = reasonAbout('官网', reason('TOO_MANY_IMAGES', { values: { count: 12, max: 9 } }))

    expect(given.message).toBe('官网: 3 pictures over the 9 that are taken')
    expect(labelsOfReason(given)).toEqual({ en: given.message, zh: '「官网」：图片超 9 张 3 张' })
  })

  it.each([
    ['grapheme', 23, 20, '标题超 20 字 3 字', 'The title is 3 characters over the 20 that are taken'],
    ['half-width', 46, 40, '标题超 20 字 3 字', 'The title is 6 half-width characters over the 40 that are taken'],
    ['half-width', 41, 40, '标题超 20 字 0.5 字', 'The title is 1 half-width characters over the 40 that are taken'],
    ['utf8-byte', 130, 128, '标题超 128 字节 2 字节', 'The title is 2 bytes over the 128 that are taken'],
  ])('says how many %s are too many, %i for %i', (unit, count, max, zh, en) => {
    const given = reason('TITLE_TOO_LONG', { values: { count, max, unit } })

    expect(labelsOfReason(given)).toEqual({ en, zh })
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
