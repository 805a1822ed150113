'use client'

import { useState } from 'react'

import { describeRecurrence } from '../../domain/recurrence/describeRecurrence.ts'
import { localTimeAt } from '../../domain/recurrence/localTime.ts'
import { useText } from '../text/useText.ts'
import { OccurrenceTime } from './OccurrenceTime.tsx'
import { useOccurrences } from './useOccurrences.ts'

interface RecurrencePreviewProps {
  publishAt: string | null
  recurrence: string | null
  timeZone: string
}

/** What a recurrence means: in plain words, and as the next ten instants. */
export function RecurrencePreview({ publishAt, recurrence, timeZone }: RecurrencePreviewProps) {
  const { language, say } = useText()
  // A repeat that began long ago is shown from here on, not from its start.
  const [from] = useState(() => new Date().toISOString())
  const { occurrences, reasons } = useOccurrences({ from, publishAt, recurrence, timeZone })

  if (recurrence === null || publishAt === null) {
    return null
  }

  const words = describeRecurrence({
    language: language.startsWith('zh') ? 'zh' : 'en',
    localTime: localTimeAt({ at: new Date(publishAt), timeZone }),
    recurrence,
  })

  return (
    <div aria-live="polite" className="drumbeat-recurrence__preview">
      <strong>{words}</strong>
      {reasons.map((reason) => (
        <p className="drumbeat-recurrence__reason" key={reason}>
          {reason}
        </p>
      ))}
      {occurrences.length > 0 && (
        <>
          <span className="drumbeat-muted">{say('occurrence:title')}</span>
          <ol className="drumbeat-occurrences">
            {occurrences.map((occurrence) => (
              <li key={occurrence.at}>
                <OccurrenceTime occurrence={occurrence} timeZone={timeZone} />
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
