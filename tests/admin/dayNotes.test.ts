import { describe, expect, it } from 'vitest'

import { findDayNote } from '../../src/admin/calendar/dayNotes.ts'

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
    ['nothing of an ordinary day', '2026-11-25', 'zh', null],
  ])('says %s', (_title, day, language, note) => {
    expect(findDayNote(day, language)).toEqual(note)
  })
})
