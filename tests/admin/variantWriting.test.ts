import { describe, expect, it } from 'vitest'

import { diffLines } from '../../src/admin/variants/diffLines.ts'
import { insertAt } from '../../src/admin/variants/insertAt.ts'
import { liveCount } from '../../src/admin/variants/liveCount.ts'

describe('insertAt', () => {
  it.each([
    ['puts a text where the caret stands', { end: 1, start: 1 }, { caret: 2, value: '一X二' }],
    ['replaces what is selected', { end: 2, start: 0 }, { caret: 1, value: 'X' }],
    ['puts it at the end where nobody has written yet', null, { caret: 3, value: '一二X' }],
    ['puts it at the end where the caret is out of date', { end: 9, start: 9 }, { caret: 3, value: '一二X' }],
  ])('%s', (_title, caret, expected) => {
    expect(insertAt({ caret, text: 'X', value: '一二' })).toEqual(expected)
  })
})

describe('liveCount', () => {
  const counted = { count: 14, unit: 'half-width' } as const

  it.each([
    ['adds what was typed, in the unit of the channel', '标题', '标题三', 16],
    ['takes off what was deleted', '标题', '标', 12],
    ['waits for the server when the field was empty', '', '标题', 14],
    ['waits for the server when the field became empty', '标题', '', 14],
  ])('%s', (_title, asked, now, expected) => {
    expect(liveCount({ asked, counted, now })).toBe(expected)
  })

  it('leaves what is no text to the server', () => {
    expect(liveCount({ asked: ['a'], counted: { count: 1 }, now: ['a', 'b'] })).toBe(1)
  })
})

describe('diffLines', () => {
  it('keeps the longest common lines and shows what was taken out before what was put in', () => {
    expect(diffLines('一\n二\n三', '一\n贰\n三\n四')).toEqual([
      { kind: 'kept', text: '一' },
      { kind: 'removed', text: '二' },
      { kind: 'added', text: '贰' },
      { kind: 'kept', text: '三' },
      { kind: 'added', text: '四' },
    ])
  })
})
