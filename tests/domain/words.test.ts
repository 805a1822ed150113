import { describe, expect, it } from 'vitest'

import { isCalendarDay } from '../../src/domain/calendarDay.ts'
import { findLimitsProblem } from '../../src/domain/channelLimits.ts'
import { isCode, spellCode } from '../../src/domain/code.ts'
import { isHandle, toHandle } from '../../src/domain/handle.ts'
import { isPseudonym } from '../../src/domain/pseudonym.ts'
import { isTimeZone } from '../../src/domain/timeZone.ts'
import { isWebUrl } from '../../src/domain/webUrl.ts'

describe('isCalendarDay', () => {
  it.each([
    ['2026-11-22', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['2026-11-22T00:00:00Z', false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isCalendarDay(text)).toBe(expected)
  })
})

describe('isTimeZone', () => {
  it.each([
    ['Asia/Shanghai', true],
    ['America/Argentina/Buenos_Aires', true],
    ['UTC', true],
    ['+08:00', false],
    ['CST', false],
    ['Asia/Shangri-La', false],
    ['', false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isTimeZone(text)).toBe(expected)
  })
})

describe('isWebUrl', () => {
  it.each([
    ['https://example.com/a?b=c', true],
    ['http://example.com', true],
    ['javascript:alert(1)', false],
    ['https://me:secret@example.com', false],
    ['/path', false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isWebUrl(text)).toBe(expected)
  })
})

describe('isCode', () => {
  it.each([
    ['SPRING-10', true],
    ['ab', false],
    ['-abc', false],
    ['春天来了', false],
    ['a/b/c', false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isCode(text, { max: 32, min: 3 })).toBe(expected)
  })

  it('takes what spellCode makes', () => {
    expect(isCode(spellCode([0, 30, 31, 255, 7, 8]), { max: 6, min: 6 })).toBe(true)
  })
})

describe('isHandle', () => {
  it.each([
    ['小鹿的护肤日记', true],
    ['two words', false],
    ['#tag', false],
    ['', false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isHandle(text)).toBe(expected)
  })

  it('does without the @ that people write', () => {
    expect(toHandle(' @xiaolu ')).toBe('xiaolu')
  })
})

describe('isPseudonym', () => {
  it.each([
    ['m-x7k2', true],
    ['13800138000', false],
    ['m13800138000', false],
    ['a@b.cn', false],
  ])('says of "%s" %s', (text, expected) => {
    expect(isPseudonym(text)).toBe(expected)
  })
})

describe('findLimitsProblem', () => {
  it.each([
    [{ bodyBytes: 1_000, images: 9, text: { max: 500, unit: 'grapheme' } }, null],
    [null, null],
    [[], 'limits'],
    [{ smell: 1 }, 'smell'],
    [{ images: -1 }, 'images'],
    [{ text: { max: 5, unit: 'furlong' } }, 'text'],
    [{ capabilities: { massSend: true }, caption: { max: 1_024, unit: 'utf16' }, topics: 10, videos: 1 }, null],
    [{ capabilities: { massSend: 'yes' } }, 'capabilities'],
  ])('says of %j %s', (value, expected) => {
    expect(findLimitsProblem(value)).toBe(expected)
  })
})
