'use client'

import { Button } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import type { CalendarEntry } from '../../domain/calendar/entry.ts'
import { Instant } from '../elements/Instant.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

/** One answer of `POST /api/schedules/check`. */
interface Conflict {
  at: string | null
  code: string
  fixes: { action: string; at?: string }[]
  message: string
  severity: 'error' | 'warning'
}

interface ChecksProps {
  entry: CalendarEntry
  mayPlan: boolean
  onMoveTo: (publishAt: string) => void
}

/** What speaks against an entry where it stands, with a time that would mend it. */
export function Checks({ entry, mayPlan, onMoveTo }: ChecksProps) {
  const { say } = useText()
  const { api } = useUrls()
  const [conflicts, setConflicts] = useState<readonly Conflict[] | null>(null)
  const { at, channel, post, schedule, timeZone } = entry
  const url = api('/schedules/check')

  useEffect(() => {
    const stop = new AbortController()
    const json = { channels: [channel], post, publishAt: at, publishAt_tz: timeZone, schedule }

    requestJson<{ conflicts: Conflict[] }>(url, { json, method: 'POST', signal: stop.signal }).then(
      (answer) => setConflicts(answer.conflicts),
      // A check that cannot be made says nothing; arming checks again.
      () => undefined,
    )

    return () => stop.abort()
  }, [at, channel, post, schedule, timeZone, url])

  return (
    <div aria-live="polite" className="drumbeat-checks">
      <strong>{say('calendar:checks')}</strong>
      {conflicts?.length === 0 && <p className="drumbeat-muted">{say('calendar:checksFine')}</p>}
      <ul>
        {conflicts?.map((conflict, place) => (
          <li className={conflict.severity === 'error' ? 'drumbeat-late' : undefined} key={`${conflict.code} ${place}`}>
            {conflict.message}{' '}
            {mayPlan &&
              conflict.fixes
                .flatMap((fix) => (fix.action === 'move' && fix.at !== undefined ? [fix.at] : []))
                .map((to) => (
                  <Button
                    buttonStyle="subtle"
                    key={to}
                    margin={false}
                    onClick={() => onMoveTo(to)}
                    size="small"
                    type="button"
                  >
                    {say('calendar:moveTo')} <Instant at={to} />
                  </Button>
                ))}
          </li>
        ))}
      </ul>
    </div>
  )
}
