'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

import type { CalendarEntries } from '../../domain/calendar/entry.ts'
import { followEntries } from './followEntries.ts'

export interface Entries {
  /** Null until the first answer. */
  data: CalendarEntries | null
  hasFailed: boolean
  /** Asks at once. */
  refresh: () => void
}

/** Keeps the entries of a question fresh while the page is looked at and nothing is being dragged. */
export function useEntries(url: string | null, isPaused: () => boolean): Entries {
  const [data, setData] = useState<CalendarEntries | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const wake = useRef<() => void>(() => undefined)
  const paused = useRef(isPaused)

  useEffect(() => {
    paused.current = isPaused
  }, [isPaused])

  useEffect(() => {
    if (url === null) {
      return undefined
    }

    const stop = new AbortController()

    void followEntries({
      isHeld: () => paused.current(),
      isSeen: () => !document.hidden,
      onAnswer: (entries) => {
        setData((last) => entries ?? last)
        setHasFailed(false)
      },
      onFailure: () => setHasFailed(true),
      onSleep: (wakeUp) => {
        wake.current = wakeUp
      },
      signal: stop.signal,
      url,
    })

    return () => stop.abort()
  }, [url])

  const refresh = useCallback(() => wake.current(), [])

  return { data, hasFailed, refresh }
}
