import { describe, expect, it } from 'vitest'

import { findDayNote } from '../../src/admin/calendar/dayNotes.ts'
import { DAY } from '../../src/domain/duration.ts'

describe('findDayNote', () => {
  it.each([
    ['a public holiday', '2026-10-01', 'zh', { kind: 'holiday', name: '国庆节' }],
    ['a public holiday in English', '2026-10-01', 'en', { kind: 'holiday', name: 'National Day' }],
    ['a day worked in exchange', '2026-10-10', 'zh', { kind: 'workday', name: '国庆节' }],
    ['a lunar festival', '2026-08-19', 'zh', { kind: 'festival', name: '七夕节' }],
    [
      'a lunar festival of a year without official days yet',
      '2028-08-26',
      'en',
      { kind: 'festival', name: 'Qixi Festival' },
    ],
    [
      'a festival of a year that begins four minutes before midnight',
      '2027-02-20',
      'zh',
      { kind: 'festival', name: '元宵节' },
    ],
    ['nothing of the fifth of a leap fifth month', '2028-06-27', 'zh', null],
    ['nothing of an ordinary day', '2026-11-25', 'zh', null],
  ])('says %s', (_title, day, language, note) => {
    expect(findDayNote(day, language)).toEqual(note)
  })

  it.each([
    ['2027-01-01', '元旦'],
    ['2027-02-05', '春节'],
    ['2027-02-06', '春节'],
    ['2027-04-05', '清明'],
    ['2027-05-01', '劳动节'],
    ['2027-06-09', '端午'],
    ['2027-09-15', '中秋'],
    ['2027-10-03', '国庆节'],
    ['2028-01-25', '春节'],
    ['2028-04-04', '清明'],
    ['2028-10-03', '中秋'],
  ])('expects %s to be %s before the days of its year are announced', (day, name) => {
    expect(findDayNote(day, 'zh')).toEqual({ kind: 'holiday', name: `${name}（调休待公布）` })
    expect(findDayNote(day, 'en')?.name).toMatch(/^[\w' -]+ \(days off not announced yet\)$/)
  })

  it.each(['2026-01-01', '2026-11-26', '2027-02-06', '2027-12-31', '2030-06-01'])(
    'knows all statutory holidays of the twelve months from %s',
    (from) => {
      const days = Array.from({ length: 366 }, (_, n) =>
        new Date(Date.parse(from) + n * DAY).toISOString().slice(0, 10),
      )
      const names = days
        .map((day) => findDayNote(day, 'zh'))
        .filter((note) => note?.kind === 'holiday')
        .map((note) => note?.name.replace('（调休待公布）', ''))

      expect(new Set(names)).toEqual(new Set(['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆节']))
    },
  )

  it('leaves years whose days are announced to what is announced', () => {
    expect(findDayNote('2026-02-24', 'zh')).toBeNull()
    expect(findDayNote('2026-05-02', 'zh')?.name).toBe('劳动节')
  })
})
