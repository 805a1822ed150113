import { describe, expect, it } from 'vitest'

import { parseDay, parseTime, type PlanCell } from '../../../src/domain/plan/cells.ts'

const day = { day: 22, month: 11, time: null, year: 2026 }

describe('parseDay', () => {
  it.each<[string, PlanCell, unknown]>([
    ['reads ISO', '2026-11-22', day],
    ['reads slashes', '2026/11/22', day],
    ['reads dots', '2026.11.22', day],
    ['reads Chinese', '2026年11月22日', day],
    ['reads the weekday beside it', '2026年11月22日 星期日', day],
    ['reads full-width digits', '2026-11-22', day],
    ['reads a date cell', new Date('2026-11-22T00:00:00Z'), day],
    ['reads the serial number of Excel', 46_348, day],
    ['reads the time beside it', '2026-11-22 20:30', { ...day, time: { hour: 20, minute: 30, second: 0 } }],
    ['reads a serial number with a time', 46_348.5, { ...day, time: { hour: 12, minute: 0, second: 0 } }],
    ['refuses the month first', '11/22/2026', null],
    ['refuses a day that is not there', '2026-02-30', null],
    ['refuses a small number', 12, null],
    ['refuses words', '下周三', null],
    ['refuses a bad time beside it', '2026-11-22 soon', null],
    ['refuses nothing', '', null],
    ['refuses a broken date', new Date(Number.NaN), null],
  ])('%s', (_title, cell, expected) => {
    expect(parseDay(cell)).toEqual(expected)
  })
})

describe('parseTime', () => {
  it.each<[string, PlanCell, [number, number, number] | null]>([
    ['reads 24 hours', '20:30', [20, 30, 0]],
    ['reads seconds', '20:30:15', [20, 30, 15]],
    ['reads the afternoon', '8:30 PM', [20, 30, 0]],
    ['reads midnight in English', '12:00 am', [0, 0, 0]],
    ['reads Chinese', '晚上8点30分', [20, 30, 0]],
    ['reads a full hour', '9点', [9, 0, 0]],
    ['reads noon', '中午12点', [12, 0, 0]],
    ['reads a fraction of a day', 0.854_166_666_7, [20, 30, 0]],
    ['reads a time cell that came back a millisecond short', new Date('1899-12-30T19:59:59.999Z'), [20, 0, 0]],
    ['refuses 25 hours', '25:00', null],
    ['refuses 60 minutes', '10:60', null],
    ['refuses a whole day', 1, null],
    ['refuses words', '晚饭后', null],
  ])('%s', (_title, cell, expected) => {
    expect(parseTime(cell)).toEqual(
      expected === null ? null : { hour: expected[0], minute: expected[1], second: expected[2] },
    )
  })
})
