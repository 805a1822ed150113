import { describe, expect, it } from 'vitest'

import { formatRecurrence } from '../../../src/domain/recurrence/formatRecurrence.ts'
import { parseRecurrence } from '../../../src/domain/recurrence/readRecurrence.ts'

describe('formatRecurrence', () => {
  it.each([
    'RRULE:FREQ=DAILY',
    'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU;COUNT=5',
    'RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYMONTH=1,2;BYSETPOS=-1;UNTIL=20261231T090000Z',
    'RRULE:FREQ=YEARLY;BYHOUR=9;BYMINUTE=0,30\nEXDATE:20261123T200000,20261124\nRDATE:20270101T090000',
    'RDATE:20270101',
  ])('writes %s as it was read', (text) => {
    expect(formatRecurrence(parseRecurrence(text))).toBe(text)
  })

  it('writes nothing for what happens once', () => {
    expect(formatRecurrence(parseRecurrence('  '))).toBeNull()
  })
})
