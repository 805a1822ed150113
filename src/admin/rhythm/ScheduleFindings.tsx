'use client'

import { Button } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import type { ShownConflict } from '../../domain/rhythm/conflicts/conflict.ts'
import type { OnQuiet } from '../../domain/rhythm/channelRhythm.ts'
import { SCHEDULES } from '../../domain/slugs.ts'
import { formatInstant } from '../format/formatInstant.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

export interface CheckedPlan {
  channels: readonly string[]
  /** Absent for a new schedule: it moves. */
  onQuiet?: OnQuiet
  post: string
  publishAt: string | null
  publishAt_tz: string
  recurrence: null | string
  schedule?: string
}

interface ScheduleFindingsProps {
  onDropChannel: (id: string) => void
  onMove: (at: string) => void
  /** Absent where nothing can be queued, as for a schedule that stands. */
  onQueue?: (channelId: string) => void
  plan: CheckedPlan
}

/** What speaks against a plan while it is being made, each with what would mend it at one click. */
export function ScheduleFindings({ onDropChannel, onMove, onQueue, plan }: ScheduleFindingsProps) {
  const { language, say } = useText()
  const conflicts = useConflicts(plan)
  const time = (at: string): string => formatInstant({ at, form: 'short', language, timeZone: plan.publishAt_tz })

  return (
    <div aria-live="polite" className="drumbeat-checks">
      {conflicts.length > 0 && <strong>{say('check:title')}</strong>}
      <ul>
        {conflicts.map(({ channel, code, fixes, message, severity }, index) => (
          <li className={`drumbeat-check drumbeat-check--${severity}`} key={`${code}-${index}`}>
            <span>{message}</span>
            <span className="drumbeat-actions">
              {fixes.map(({ action, at }) => {
                const fix =
                  action === 'move' && at !== undefined
                    ? { label: say('check:move', { time: time(at) }), run: () => onMove(at) }
                    : action === 'queue' && at !== undefined && channel !== null && onQueue !== undefined
                      ? { label: say('check:queue', { time: time(at) }), run: () => onQueue(channel) }
                      : action === 'drop-channel' && channel !== null
                        ? { label: say('check:drop'), run: () => onDropChannel(channel) }
                        : null

                return (
                  fix !== null && (
                    <Button buttonStyle="pill" key={action} margin={false} onClick={fix.run} size="small" type="button">
                      {fix.label}
                    </Button>
                  )
                )
              })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const PAUSE_MS = 400

/** Asks a moment after the last change; an answer that comes too late is dropped. */
function useConflicts(plan: CheckedPlan): readonly ShownConflict[] {
  const { api } = useUrls()
  const [conflicts, setConflicts] = useState<readonly ShownConflict[]>([])
  const question = plan.publishAt === null || plan.channels.length === 0 ? null : JSON.stringify(plan)
  const url = api(`/${SCHEDULES}/check`)

  useEffect(() => {
    if (question === null) {
      return undefined
    }

    const asked = new AbortController()
    const timer = setTimeout(() => {
      requestJson<{ conflicts: ShownConflict[] }>(url, {
        json: JSON.parse(question) as object,
        method: 'POST',
        signal: asked.signal,
      })
        .then((answer) => setConflicts(answer.conflicts))
        // The save says the same once more.
        .catch(() => undefined)
    }, PAUSE_MS)

    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [question, url])

  return question === null ? [] : conflicts
}
