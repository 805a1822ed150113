import type { KeyboardEvent } from 'react'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import { DAY, MINUTE } from '../../domain/duration.ts'
import type { CalendarViewName } from './views.ts'

export interface HandleKeysArgs {
  entryOf: (id: string) => CalendarEntry | null
  mayPlan: boolean
  onKey: (entry: CalendarEntry, key: 'copy' | 'move') => void
  onNudge: (entry: CalendarEntry, minutes: number) => void
  view: CalendarViewName
}

const DAY_MINUTES = DAY / MINUTE

/** By how many minutes Alt and an arrow move the entry that has the focus; along the axes of the view. */
export function nudgeOf(key: string, view: CalendarViewName): number | null {
  const isMonth = view === 'dayGridMonth'

  switch (key) {
    case 'ArrowLeft':
      return -DAY_MINUTES
    case 'ArrowRight':
      return DAY_MINUTES
    case 'ArrowUp':
      return isMonth ? -7 * DAY_MINUTES : -30
    case 'ArrowDown':
      return isMonth ? 7 * DAY_MINUTES : 30
    default:
      return null
  }
}

/** The keys on an entry: M moves, C copies, Alt with an arrow moves at once; Enter opens it, as the grid has it. */
export function handleKeys(event: KeyboardEvent<HTMLElement>, args: HandleKeysArgs): void {
  const target = (event.target as HTMLElement).closest<HTMLElement>('[data-entry]')
  const entry = target === null ? null : args.entryOf(target.dataset['entry'] ?? '')

  if (entry === null || !args.mayPlan || event.ctrlKey || event.metaKey) {
    return
  }

  const minutes = event.altKey ? nudgeOf(event.key, args.view) : null
  const key = event.key.toLowerCase()

  if (minutes !== null) {
    event.preventDefault()
    args.onNudge(entry, minutes)
  } else if (!event.altKey && (key === 'm' || key === 'c')) {
    event.preventDefault()
    args.onKey(entry, key === 'm' ? 'move' : 'copy')
  }
}
