import { describe, expect, it } from 'vitest'

import { type RawRow, rowOf } from '../../src/calendar/storedFields.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'

const AT = new Date('2026-11-22T12:00:00Z')

const aRow = (error: RawRow['error']): RawRow => ({
  _id: 'row',
  channel: 'weibo',
  dueAt: AT,
  error: error ?? null,
  post: 'post',
  rehearsal: false,
  schedule: 'plan',
  state: 'blocked',
})

const say = (error: RawRow['error']) => (['zh', 'en'] as const).map((locale) => rowOf(aRow(error), locale).message)

describe('rowOf', () => {
  it('says why in the language of the question, with what the sentence is about', () => {
    const [zh, en] = say(publicationError('gate', 'WITHDRAWN_BEFORE_PUBLISHED', { until: '2026-11-22T13:00:00.000Z' }))

    expect(zh).toMatch(/\p{Script=Han}.*2026-11-22T13:00/u)
    expect(en).toMatch(/^[^\p{Script=Han}]*2026-11-22T13:00/u)
  })

  it('says the sentence that is named where the code is a platform’s own', () => {
    const error = { code: '-412', message: 'frozen', says: 'FROZEN' }

    const { code, message } = rowOf(aRow(error), 'zh')

    expect(code).toBe('-412')
    expect(message).toMatch(/\p{Script=Han}/u)
  })

  it('leaves a platform’s own words as they came', () => {
    expect(say({ code: '-412', message: 'request was banned' })).toEqual(['request was banned', 'request was banned'])
  })

  it('says nothing of what has no cause', () => {
    expect(rowOf(aRow(null), 'zh')).toMatchObject({ code: undefined, message: undefined })
  })
})
