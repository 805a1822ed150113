'use client'

import { useEffect } from 'react'

import { DAY, SECOND } from '../../domain/duration.ts'
import type { Overview } from '../data/overview.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { type Polled, usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { ZONE_COOKIE } from './zoneCookie.ts'

/** The dashboard's facts, fresh every few seconds; all widgets share one question. */
export function useOverview(initial: Overview): Omit<Polled<Overview>, 'data'> & { overview: Overview } {
  const timeZone = useViewerZone(initial.timeZone)
  const { language } = useText()
  const { api } = useUrls()
  const query = new URLSearchParams({ language, timeZone })
  const { data, ...poll } = usePolled<Overview>({
    initial,
    intervalMs: 4 * SECOND,
    url: api(`/drumbeat/overview?${query.toString()}`),
  })

  useEffect(() => {
    // Lets the server open the next dashboard on the right day at once.
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(timeZone)}; path=/; max-age=${(365 * DAY) / SECOND}; samesite=lax`
  }, [timeZone])

  return { ...poll, overview: data ?? initial }
}
