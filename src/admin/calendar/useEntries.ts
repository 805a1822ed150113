'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

import type { CalendarEntries } from '../../domain/calendar/entry.ts'
import { SECOND } from '../../domain/duration.ts'

export interface Entries {
  /** Null until the first answer. */
  data: CalendarEntries | null
  hasFailed: boolean
  /** Asks at once. */
  refresh: () => void
}

/** Another editor's move is seen within this and a moment. */
const POLL_MS = SECOND
const SLOWEST_MS = 5 * SECOND
const RETRY_MS = 3 * SECOND

/**
 * Keeps the entries of a question fresh while the page is looked at.
 *
 * Asks with the last answer's ETag: as long as nothing changes, the server answers 304 without a query. An answer that
 * took long is asked for less often, so that a burst of publishing does not keep the server busy with viewers.
 */
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

    void follow({
      isIdle: () => document.hidden || paused.current(),
      onAnswer: (entries) => {
        setData(entries)
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

interface FollowArgs {
  isIdle: () => boolean
  onAnswer: (entries: CalendarEntries) => void
  onFailure: () => void
  onSleep: (wakeUp: () => void) => void
  signal: AbortSignal
  url: string
}

async function follow({ isIdle, onAnswer, onFailure, onSleep, signal, url }: FollowArgs): Promise<void> {
  let etag = ''
  let wait = 0

  for (;;) {
    const isWoken = await sleep(wait, { onSleep, signal })

    if (signal.aborted) {
      return
    }

    if (isIdle() && !isWoken) {
      wait = POLL_MS
      continue
    }

    const askedAt = performance.now()

    try {
      const response = await fetch(url, { credentials: 'include', headers: { 'if-none-match': etag }, signal })

      if (response.status === 200) {
        const entries = (await response.json()) as CalendarEntries

        etag = response.headers.get('etag') ?? ''
        onAnswer(entries)
      } else if (response.status !== 304) {
        throw new Error(`HTTP ${response.status}`)
      }

      wait = Math.min(SLOWEST_MS, Math.max(POLL_MS, 4 * (performance.now() - askedAt)))
    } catch {
      if (!signal.aborted) {
        onFailure()
        wait = RETRY_MS
      }
    }
  }
}

/** Resolves after the time, or at once when woken; true when woken. */
function sleep(ms: number, { onSleep, signal }: Pick<FollowArgs, 'onSleep' | 'signal'>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    const wakeUp = (isWoken: boolean) => {
      clearTimeout(timer)
      resolve(isWoken)
    }

    signal.addEventListener('abort', () => wakeUp(false), { once: true })
    onSleep(() => wakeUp(true))
  })
}
