'use client'

import { useState } from 'react'

import { useText } from '../text/useText.ts'
import { OccurrenceRow } from './OccurrenceRow.tsx'
import { useOccurrences } from './useOccurrences.ts'

interface OccurrencesProps {
  mayAct: boolean
  onDone: () => Promise<void> | void
  scheduleId: string
  timing: { publishAt: string; recurrence: string; timeZone: string }
}

/** The next occurrences of a repeat, each to be moved or cancelled: alone, with those after it, or with all. */
export function Occurrences({ mayAct, onDone, scheduleId, timing }: OccurrencesProps) {
  const { say } = useText()
  // Asked anew after each act, and from that moment on.
  const [from, setFrom] = useState(() => new Date().toISOString())
  const { occurrences, reasons } = useOccurrences({ ...timing, from })

  return (
    <section className="drumbeat-occurrences-panel">
      <h4>{say('occurrence:title')}</h4>
      {occurrences.length === 0 && <p className="drumbeat-muted">{reasons.join(' ') || say('occurrence:none')}</p>}
      <ul className="drumbeat-occurrences drumbeat-occurrences--acts">
        {occurrences.map((occurrence) => (
          <li key={occurrence.at}>
            <OccurrenceRow
              mayAct={mayAct}
              occurrence={occurrence}
              onDone={async () => {
                setFrom(new Date().toISOString())
                await onDone()
              }}
              scheduleId={scheduleId}
              timeZone={timing.timeZone}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
