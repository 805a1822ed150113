'use client'

import { useEffect, useState } from 'react'

import { SCHEDULES } from '../../domain/slugs.ts'
import { reasonsOf, requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'

/** An occurrence as the preview answers it. */
export interface ShownOccurrence {
  at: string
  localTime: string
  shifted: boolean
}

export interface OccurrenceQuestion {
  from?: string
  publishAt: string | null
  recurrence: string | null
  timeZone: string
}

interface OccurrenceAnswer {
  occurrences: ShownOccurrence[]
  reasons: readonly string[]
}

const SHOWN = 10
const TYPING_MS = 300

/** Asks the server for the next instants of a timing, once the person pauses; or why there are none. */
export function useOccurrences({ from, publishAt, recurrence, timeZone }: OccurrenceQuestion): OccurrenceAnswer {
  const { api } = useUrls()
  const [answer, setAnswer] = useState<OccurrenceAnswer>({ occurrences: [], reasons: [] })

  useEffect(() => {
    const abort = new AbortController()
    const ask = async () => {
      if (publishAt === null) {
        return
      }

      try {
        const { occurrences } = await requestJson<{ occurrences: ShownOccurrence[] }>(api(`/${SCHEDULES}/preview`), {
          json: { count: SHOWN, publishAt, publishAt_tz: timeZone, recurrence, ...(from !== undefined && { from }) },
          method: 'POST',
          signal: abort.signal,
        })

        setAnswer({ occurrences, reasons: [] })
      } catch (error) {
        if (!abort.signal.aborted) {
          setAnswer({ occurrences: [], reasons: reasonsOf(error) })
        }
      }
    }
    const timer = setTimeout(() => void ask(), TYPING_MS)

    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [api, from, publishAt, recurrence, timeZone])

  return answer
}
