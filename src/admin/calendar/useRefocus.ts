'use client'

import { useCallback, useEffect, useRef } from 'react'

import { type CalendarEntry, lastingId } from '../../domain/calendar/entry.ts'

/**
 * Gives the focus back to an entry that was moved by the keyboard, once it shows where it stands now; not to somebody
 * who has gone on to another entry, is in the panel or types in a field meanwhile: their next key is meant for that.
 */
export function useRefocus(entries: readonly CalendarEntry[]): (entry: CalendarEntry) => void {
  const moved = useRef<CalendarEntry | null>(null)

  useEffect(() => {
    const before = moved.current
    const now =
      before === null
        ? undefined
        : entries.find((entry) => lastingId(entry) === lastingId(before) && entry.updatedAt > before.updatedAt)

    if (now !== undefined) {
      moved.current = null
      requestAnimationFrame(() => {
        if (!hasGoneOn([now.id, before?.id])) {
          document.querySelector<HTMLElement>(`[data-entry="${now.id}"]`)?.focus()
        }
      })
    }
  }, [entries])

  return useCallback((entry) => {
    moved.current = entry
  }, [])
}

function hasGoneOn(moved: readonly (string | undefined)[]): boolean {
  const place = document.activeElement?.closest<HTMLElement>('[data-entry], .drumbeat-side, input, select, textarea')

  return place !== null && place !== undefined && !moved.includes(place.dataset['entry'])
}
