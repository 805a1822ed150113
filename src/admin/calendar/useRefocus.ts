'use client'

import { useCallback, useEffect, useRef } from 'react'

import { type CalendarEntry, lastingId } from '../../domain/calendar/entry.ts'

/** Gives the focus back to an entry that was moved by the keyboard, once it shows where it stands now. */
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
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-entry="${now.id}"]`)?.focus())
    }
  }, [entries])

  return useCallback((entry) => {
    moved.current = entry
  }, [])
}
