'use client'

import { useCallback, useSyncExternalStore } from 'react'

import { SECOND } from '../../domain/duration.ts'
import { type PollSnapshot, readPoll, refresh, subscribe } from './polls.ts'

export interface Polled<Data> {
  data: Data | null
  hasFailed: boolean
  refresh: () => Promise<void>
}

export interface UsePolledArgs<Data> {
  /** What the server has already found, shown until the first answer. */
  initial?: Data | null
  /** Time between an answer and the next question, in milliseconds. */
  intervalMs?: number
  /** Null asks nothing. */
  url: string | null
}

const UNASKED: PollSnapshot = { data: null, hasFailed: false }

/** Keeps the answer of a URL fresh while the page is looked at. */
export function usePolled<Data>({ initial = null, intervalMs = 5 * SECOND, url }: UsePolledArgs<Data>): Polled<Data> {
  const listen = useCallback(
    (listener: () => void) => (url === null ? () => undefined : subscribe(url, intervalMs, listener)),
    [intervalMs, url],
  )
  const snapshot = useSyncExternalStore(
    listen,
    () => (url === null ? UNASKED : readPoll(url)),
    () => UNASKED,
  )

  return {
    data: (snapshot.data as Data | null) ?? initial,
    hasFailed: snapshot.hasFailed,
    refresh: () => (url === null ? Promise.resolve() : refresh(url)),
  }
}
