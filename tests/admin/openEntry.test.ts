import { describe, expect, it } from 'vitest'

import { findOpen, openingOf } from '../../src/admin/calendar/openEntry.ts'
import type { CalendarEntry } from '../../src/domain/calendar/entry.ts'

const entry = { id: 'planned', channel: 'weibo', isRepeating: false, schedule: 'one' } as CalendarEntry
const armed = { ...entry, id: 'a row' }
const other = { ...entry, id: 'other', channel: 'site' }

describe('the entry that is open', () => {
  it.each([
    ['is the one that was opened', [armed, entry], entry],
    ['is known again once it is armed or moved', [other, armed], armed],
    ['is none when it is gone', [other], null],
  ])('%s', (_title, entries, found) => {
    expect(findOpen(entries, openingOf(entry))).toBe(found)
  })
})
