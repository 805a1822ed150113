'use client'

import { useState } from 'react'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import { findOpen, type Opening, openingOf } from './openEntry.ts'

export interface OpenEntry {
  close: () => void
  entry: CalendarEntry | null
  open: (entry: CalendarEntry) => void
  /** Another for each time that a person opens one. */
  opening: Opening | null
}

/** The entry that a person looks at, as it stands now; null for `entries` as long as nothing is known of them. */
export function useOpenEntry(entries: readonly CalendarEntry[] | null): OpenEntry {
  const [opening, setOpening] = useState<Opening | null>(null)
  const entry = opening === null || entries === null ? null : findOpen(entries, opening)

  // Gone is gone: nothing opens by itself later, when an entry comes back.
  if (opening !== null && entries !== null && entry === null) {
    setOpening(null)
  }

  return { close: () => setOpening(null), entry, open: (given) => setOpening(openingOf(given)), opening }
}
