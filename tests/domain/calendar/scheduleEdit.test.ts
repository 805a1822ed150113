import { describe, expect, it } from 'vitest'

import { parseScheduleEdit } from '../../../src/domain/calendar/scheduleEdit.ts'
import type { InvalidInputError } from '../../../src/domain/errors.ts'

const SEEN = '2026-11-20T08:00:00.123Z'

describe('parseScheduleEdit', () => {
  it('reads what is named, and leaves the rest', () => {
    expect(
      parseScheduleEdit({ expectedUpdatedAt: SEEN, pinnedVersion: 'mine', recurrence: null, state: 'armed' }),
    ).toEqual({ expectedUpdatedAt: new Date(SEEN), fields: { recurrence: null, state: 'armed' } })
    expect(
      parseScheduleEdit({
        channels: ['one'],
        expectedUpdatedAt: SEEN,
        publishAt: '2026-11-22T12:00:45.000Z',
        publishAt_tz: 'Asia/Shanghai',
      }).fields,
    ).toEqual({ channels: ['one'], publishAt: '2026-11-22T12:00:45.000Z', publishAt_tz: 'Asia/Shanghai' })
  })

  it.each([
    ['nothing seen', { expectedUpdatedAt: null }, ['EXPECTED_UPDATED_AT']],
    ['a local time', { publishAt: '2026-11-22T20:00:00' }, ['PUBLISH_AT']],
    ['two faults at once', { expectedUpdatedAt: 'now', publishAt: null }, ['EXPECTED_UPDATED_AT', 'PUBLISH_AT']],
  ])('refuses %s', (_title, given, codes) => {
    const refusal = (() => {
      try {
        return parseScheduleEdit({ expectedUpdatedAt: SEEN, ...given })
      } catch (error) {
        return error as InvalidInputError
      }
    })()

    expect('reasons' in refusal && refusal.reasons.map(({ code }) => code)).toEqual(codes)
  })
})
