'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

import { SECOND } from '../../domain/duration.ts'
import { requestJson } from './requestJson.ts'

export interface Polled<Data> {
  data: Data | null
  hasFailed: boolean
  refresh: () => Promise<void>
}

export interface UsePolledArgs<Data> {
  initial?: Data | null
  /** Time between an answer and the next question, in milliseconds; null asks once. */
  intervalMs: number | null
  /** Null asks nothing. */
  url: string | null
}

/**
 * Keeps the answer of a URL fresh while the page is looked at.
 *
 * An answer equal to the last one changes nothing, so that nothing flickers; a failure keeps what is shown
 * and waits longer.
 */
export function usePolled<Data>({ initial = null, intervalMs, url }: UsePolledArgs<Data>): Polled<Data> {
  const [data, setData] = useState<Data | null>(initial)
  const [hasFailed, setHasFailed] = useState(false)
  const last = useRef('')

  const ask = useCallback(
    async (signal?: AbortSignal): Promise<void> => {
      if (url === null) {
        return
      }

      try {
        const answer = await requestJson<Data>(url, signal === undefined ? {} : { signal })
        const text = JSON.stringify(answer)

        setHasFailed(false)

        if (text !== last.current) {
          last.current = text
          setData(answer)
        }
      } catch {
        if (signal?.aborted !== true) {
          setHasFailed(true)
        }
      }
    },
    [url],
  )

  useEffect(() => {
    const control = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined

    const loop = async (): Promise<void> => {
      if (!document.hidden) {
        await ask(control.signal)
      }

      if (intervalMs !== null && !control.signal.aborted) {
        timer = setTimeout(() => void loop(), Math.max(intervalMs, SECOND))
      }
    }

    void loop()

    return () => {
      control.abort()
      clearTimeout(timer)
    }
  }, [ask, intervalMs])

  return { data, hasFailed, refresh: () => ask() }
}
