'use client'

import { useCallback, useMemo, useState } from 'react'

import { type CalendarEntry, lastingId } from '../../domain/calendar/entry.ts'
import { applyPlacements, type Placements } from './placements.ts'

export interface Placing {
  /** The entries, with each where a person has just put it. */
  entries: readonly CalendarEntry[]
  /** Shows an entry at its new instant until the server says where it stands; gives what ends that at once. */
  place: (entry: CalendarEntry, at: string) => () => void
}

/** Shows where a person has put an entry while the server still decides on it. */
export function usePlacements(stored: readonly CalendarEntry[]): Placing {
  const [placements, setPlacements] = useState<Placements>(new Map())
  const entries = useMemo(() => applyPlacements(stored, placements), [placements, stored])

  const place = useCallback((entry: CalendarEntry, at: string) => {
    const id = lastingId(entry)
    const placement = { at, updatedAt: entry.updatedAt }

    setPlacements((last) => new Map(last).set(id, placement))

    return () =>
      setPlacements((last) =>
        last.get(id) === placement ? new Map([...last].filter(([placed]) => placed !== id)) : last,
      )
  }, [])

  return { entries, place }
}
